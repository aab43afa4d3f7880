package com.arzani.tokens.screens.boosts;

import com.arzani.tokens.ledger.ReasonCode;
import com.arzani.tokens.ui.Banner;
import com.arzani.tokens.ui.FormField;
import com.arzani.tokens.ui.Kit;
import java.util.function.Supplier;
import javafx.beans.Observable;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.util.StringConverter;

/// Binds the form that extends or ends a boost.
public final class BoostFormController {
    @FXML
    private Node root;

    @FXML
    private Label closed;

    @FXML
    private Node form;

    @FXML
    private ToggleButton extend;

    @FXML
    private ToggleButton end;

    @FXML
    private Node pricing;

    @FXML
    private Label shortage;

    @FXML
    private FormField daysField;

    @FXML
    private TextField days;

    @FXML
    private RadioButton paid;

    @FXML
    private RadioButton free;

    @FXML
    private Label untilChange;

    @FXML
    private Label balanceChange;

    @FXML
    private ComboBox<ReasonCode> reason;

    @FXML
    private FormField noteField;

    @FXML
    private TextArea note;

    @FXML
    private Button post;

    @FXML
    private Banner refusal;

    private final Kit kit;
    private final BoostFormViewModel model;

    public BoostFormController(Kit kit, BoostFormViewModel model) {
        this.kit = kit;
        this.model = model;
    }

    @FXML
    private void initialize() {
        refusal.show(model.failure, kit, null);
        showIf(form, Bindings.createBooleanBinding(model::canChange, model.listing));
        showIf(closed, form.visibleProperty().not());
        showIf(pricing, model.ending.not());
        showIf(daysField, model.ending.not());
        shortage.textProperty().bind(model.shortage);
        showIf(shortage, model.shortage.isNotEmpty());
        choice(extend, end, model.ending);
        choice(free, paid, model.charge);
        days.textProperty().bindBidirectional(model.days);
        daysField.problemProperty().bind(model.daysProblem);
        reason.setItems(model.reasons);
        reason.valueProperty().bindBidirectional(model.reason);
        reason.setConverter(new ReasonWords(kit));
        note.textProperty().bindBidirectional(model.note);
        noteField.problemProperty().bind(model.noteProblem);
        text(untilChange, () -> BoostWords.until(model.preview.get(), kit), model.preview);
        text(balanceChange, () -> BoostWords.balance(model.preview.get(), kit), model.preview);
        post.textProperty()
                .bind(Bindings.createStringBinding(
                        model::verb, model.preview, model.ending, model.charge, model.overLimit));
        post.disableProperty().bind(model.canPost.not());
        post.setOnAction(click -> model.post());
        root.addEventHandler(KeyEvent.KEY_PRESSED, key -> {
            if (key.isShortcutDown() && key.getCode() == KeyCode.ENTER) {
                model.post();
                key.consume();
            }
        });
    }

    /// Two toggles of one group for one property: the second means yes.
    private static void choice(
            javafx.scene.control.Toggle no,
            javafx.scene.control.Toggle yes,
            javafx.beans.property.BooleanProperty property) {
        yes.setSelected(property.get());
        no.setSelected(!property.get());
        yes.getToggleGroup().selectedToggleProperty().addListener((value, old, now) -> {
            if (now == null) {
                old.setSelected(true);
            } else {
                property.set(now == yes);
            }
        });
        property.addListener((value, old, now) -> (now ? yes : no).setSelected(true));
    }

    private static void text(Label label, Supplier<String> words, Observable... of) {
        label.textProperty().bind(Bindings.createStringBinding(words::get, of));
    }

    private static void showIf(Node node, ObservableBooleanValue condition) {
        node.visibleProperty().bind(condition);
        node.managedProperty().bind(condition);
    }

    void focus() {
        days.requestFocus();
    }

    /// The words of a reason code.
    private static final class ReasonWords extends StringConverter<ReasonCode> {
        private final Kit kit;

        ReasonWords(Kit kit) {
            this.kit = kit;
        }

        @Override
        public String toString(ReasonCode code) {
            return code == null ? "" : BoostWords.reason(code.code(), kit.texts());
        }

        @Override
        public ReasonCode fromString(String words) {
            throw new UnsupportedOperationException("the box is not editable");
        }
    }
}
