package com.arzani.tokens.screens.purchases;

import com.arzani.tokens.ledger.ReasonCode;
import com.arzani.tokens.ui.Banner;
import com.arzani.tokens.ui.FormField;
import com.arzani.tokens.ui.Kit;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.util.StringConverter;

/// The form that refunds an order.
public final class RefundFormController {
    @FXML
    private FormField amountField;

    @FXML
    private TextField amount;

    @FXML
    private Hyperlink all;

    @FXML
    private ComboBox<ReasonCode> reason;

    @FXML
    private FormField noteField;

    @FXML
    private TextArea note;

    @FXML
    private Label preview;

    @FXML
    private Banner banner;

    @FXML
    private Button send;

    private final Kit kit;

    public RefundFormController(Kit kit) {
        this.kit = kit;
    }

    void bind(RefundFormViewModel model) {
        amount.textProperty().bindBidirectional(model.amount);
        amountField
                .problemProperty()
                .bind(Bindings.createStringBinding(model::amountProblem, model.amount, model.left));
        all.setOnAction(click -> model.all());
        reason.setItems(model.reasons);
        reason.valueProperty().bindBidirectional(model.reason);
        reason.setConverter(words());
        note.textProperty().bindBidirectional(model.note);
        noteField.problemProperty().bind(Bindings.createStringBinding(model::noteProblem, model.note));
        preview.textProperty().bind(model.preview);
        preview.visibleProperty().bind(model.preview.isNotEmpty());
        preview.managedProperty().bind(preview.visibleProperty());
        banner.show(model.failure, kit, null);
        send.textProperty().bind(Bindings.createStringBinding(model::verb, model.amount, model.asks));
        send.disableProperty().bind(model.canSend.not());
        send.setOnAction(click -> model.send());
        note.addEventFilter(KeyEvent.KEY_PRESSED, key -> {
            if (key.isShortcutDown() && key.getCode() == KeyCode.ENTER) {
                model.send();
                key.consume();
            }
        });
    }

    private StringConverter<ReasonCode> words() {
        return new StringConverter<>() {
            @Override
            public String toString(ReasonCode code) {
                if (code == null) {
                    return "";
                }
                String key = "ledger.reason." + code.code();
                return kit.texts().has(key) ? kit.texts().get(key) : code.code();
            }

            @Override
            public ReasonCode fromString(String words) {
                throw new UnsupportedOperationException("a reason is chosen, never typed");
            }
        };
    }

    void focus() {
        amount.requestFocus();
    }
}
