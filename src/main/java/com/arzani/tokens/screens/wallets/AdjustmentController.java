package com.arzani.tokens.screens.wallets;

import com.arzani.tokens.ledger.LedgerEntry;
import com.arzani.tokens.ledger.ReasonCode;
import com.arzani.tokens.screens.wallets.AdjustmentViewModel.Mode;
import com.arzani.tokens.ui.Banner;
import com.arzani.tokens.ui.FormField;
import com.arzani.tokens.ui.Kit;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.Toggle;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;

/// The form that grants, takes or reverses.
public final class AdjustmentController {
    @FXML
    private VBox preview;

    @FXML
    private Node modes;

    @FXML
    private ToggleButton grantMode;

    @FXML
    private ToggleButton takeMode;

    @FXML
    private Node reversing;

    @FXML
    private Label reversingText;

    @FXML
    private Hyperlink cancelReversal;

    @FXML
    private FormField amountField;

    @FXML
    private TextField amount;

    @FXML
    private ComboBox<ReasonCode> reason;

    @FXML
    private Label lotProblem;

    @FXML
    private FormField noteField;

    @FXML
    private TextArea note;

    @FXML
    private Label count;

    @FXML
    private Label previewBalance;

    @FXML
    private Label previewRest;

    @FXML
    private Label overLimit;

    @FXML
    private Banner banner;

    @FXML
    private Button post;

    private final Kit kit;

    public AdjustmentController(Kit kit) {
        this.kit = kit;
    }

    void bind(AdjustmentViewModel model) {
        bindMode(model);
        amount.textProperty().bindBidirectional(model.amount);
        amount.accessibleHelpProperty().bind(model.amountProblem);
        lotProblem.textProperty().bind(model.amountProblem);
        reason.setItems(model.reasons);
        reason.valueProperty().bindBidirectional(model.reason);
        reason.setConverter(new ReasonWords(kit.texts()));
        note.textProperty().bindBidirectional(model.note);
        noteField.problemProperty().bind(model.noteProblem);
        count.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> kit.texts().get("wallets.form.count", AmountInput.length(model.note.get())), model.note));
        model.preview.subscribe(foreseen -> tell(PreviewWords.of(foreseen, kit.texts())));
        banner.show(model.failure, kit, null);
        post.textProperty()
                .bind(Bindings.createStringBinding(
                        model::verb, model.mode, model.amount, model.reversed, model.limitHit));
        overLimit.textProperty().bind(model.limitHit.map(model.over::words).orElse(""));
        overLimit.visibleProperty().bind(model.limitHit.isNotNull());
        overLimit.managedProperty().bind(overLimit.visibleProperty());
        post.disableProperty().bind(model.canPost.not());
        post.setOnAction(click -> model.post());
        note.addEventFilter(KeyEvent.KEY_PRESSED, key -> {
            if (new KeyCodeCombination(KeyCode.ENTER, KeyCombination.SHORTCUT_DOWN).match(key)) {
                post.fire();
                key.consume();
            }
        });
    }

    private void bindMode(AdjustmentViewModel model) {
        grantMode.setUserData(Mode.GRANT);
        takeMode.setUserData(Mode.TAKE);
        ToggleGroup group = new ToggleGroup();
        group.getToggles().setAll(grantMode, takeMode);
        model.mode.subscribe(mode -> {
            showIf(modes, mode != Mode.REVERSE);
            showIf(amountField, mode != Mode.REVERSE);
            showIf(reversing, mode == Mode.REVERSE);
            group.getToggles().stream()
                    .filter(toggle -> toggle.getUserData() == mode)
                    .forEach(group::selectToggle);
        });
        group.selectedToggleProperty().addListener((value, old, now) -> {
            Toggle chosen = now == null ? old : now;
            group.selectToggle(chosen);
            if (model.mode.get() != Mode.REVERSE) {
                model.mode.set((Mode) chosen.getUserData());
            }
        });
        lotProblem.visibleProperty().bind(model.amountProblem.isNotEmpty());
        lotProblem.managedProperty().bind(lotProblem.visibleProperty());
        model.reversed.subscribe(this::tellReversed);
        cancelReversal.setOnAction(click -> model.cancelReversal());
    }

    private void tellReversed(LedgerEntry entry) {
        if (entry != null) {
            reversingText.setText(kit.texts()
                    .get(
                            "wallets.form.reversing",
                            Long.toString(entry.id()),
                            kit.texts().get("ledger.type." + entry.type().code()),
                            entry.delta().signed()));
        }
    }

    private void tell(PreviewWords words) {
        showIf(preview, words.possible());
        previewBalance.setText(words.balance());
        previewRest.setText(words.rest());
        showIf(previewRest, !words.rest().isEmpty());
    }

    private static void showIf(Node node, boolean condition) {
        node.setVisible(condition);
        node.setManaged(condition);
    }

    void focus() {
        amount.requestFocus();
    }
}
