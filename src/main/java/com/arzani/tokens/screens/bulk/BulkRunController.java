package com.arzani.tokens.screens.bulk;

import com.arzani.tokens.ledger.BulkMode;
import com.arzani.tokens.ledger.ReasonCode;
import com.arzani.tokens.screens.bulk.BulkRunViewModel.Stage;
import com.arzani.tokens.ui.Banner;
import com.arzani.tokens.ui.FormField;
import com.arzani.tokens.ui.Kit;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleGroup;

/// What holds for all rows, the rehearsal's result and the run.
public final class BulkRunController {
    private static final int REFUSALS_SHOWN = 6;

    @FXML
    private ComboBox<ReasonCode> reason;

    @FXML
    private TextArea note;

    @FXML
    private RadioButton allOrNone;

    @FXML
    private RadioButton validOnes;

    @FXML
    private Node result;

    @FXML
    private Label totals;

    @FXML
    private Label refused;

    @FXML
    private Label limits;

    @FXML
    private FormField whyField;

    @FXML
    private TextArea why;

    @FXML
    private Label hint;

    @FXML
    private Banner banner;

    @FXML
    private Node progress;

    @FXML
    private Label step;

    @FXML
    private ProgressBar bar;

    @FXML
    private Button cancel;

    @FXML
    private Button rehearse;

    @FXML
    private Button run;

    @FXML
    private Button ask;

    @FXML
    private Button export;

    @FXML
    private Button startOver;

    private final Kit kit;
    private final BulkSheetViewModel sheet;
    private final BulkRunViewModel model;

    public BulkRunController(Kit kit, BulkSheetViewModel sheet, BulkRunViewModel model) {
        this.kit = kit;
        this.sheet = sheet;
        this.model = model;
    }

    @FXML
    private void initialize() {
        reason.setItems(sheet.reasons);
        reason.valueProperty().bindBidirectional(sheet.reason);
        reason.setConverter(new ReasonText(kit.texts()));
        note.textProperty().bindBidirectional(sheet.note);
        reason.disableProperty().bind(sheet.locked);
        note.disableProperty().bind(sheet.locked);
        banner.show(model.failure, kit, null);
        bindMode();
        bindProgress();
        bindResult();
        rehearse.setOnAction(click -> model.rehearse());
        rehearse.disableProperty().bind(model.canRehearse.not());
        run.setOnAction(click -> model.run());
        run.disableProperty().bind(model.canRun.not());
        run.textProperty().bind(Bindings.createStringBinding(model::verb, model.stage, model.totals));
        export.setOnAction(click -> model.exportRest());
        startOver.setOnAction(click -> model.startOver());
        shown(rehearse, model.stage.isEqualTo(Stage.EDITING));
        BooleanBinding asks = model.stage.isEqualTo(Stage.REHEARSED).and(model.ask.needed);
        shown(run, model.stage.isEqualTo(Stage.REHEARSED).and(asks.not()).or(model.stage.isEqualTo(Stage.CUT)));
        shown(
                startOver,
                model.stage
                        .isEqualTo(Stage.ENDED)
                        .or(model.stage.isEqualTo(Stage.REFUSED))
                        .or(model.stage.isEqualTo(Stage.ASKED)));
        bindAsking(asks);
    }

    private void bindAsking(BooleanBinding asks) {
        limits.textProperty().bind(Bindings.createStringBinding(model.ask::words, model.ask.hits));
        shown(limits, model.ask.needed);
        shown(whyField, asks);
        why.textProperty().bindBidirectional(model.ask.note);
        shown(ask, asks);
        ask.disableProperty().bind(model.canAsk.not());
        ask.setOnAction(click -> model.askApproval());
    }

    private void bindMode() {
        ToggleGroup group = new ToggleGroup();
        group.getToggles().setAll(allOrNone, validOnes);
        allOrNone.setSelected(model.mode.get() == BulkMode.ALL_OR_NONE);
        validOnes.setSelected(model.mode.get() == BulkMode.VALID_ONES);
        group.selectedToggleProperty()
                .addListener((value, old, now) ->
                        model.mode.set(now == validOnes ? BulkMode.VALID_ONES : BulkMode.ALL_OR_NONE));
        // A batch that was begun keeps how it was meant.
        BooleanBinding begun = model.stage.isNotEqualTo(Stage.EDITING).and(model.stage.isNotEqualTo(Stage.REHEARSED));
        allOrNone.disableProperty().bind(begun);
        validOnes.disableProperty().bind(begun);
    }

    private void bindProgress() {
        BooleanBinding rehearsing =
                model.rehearsing.busyProperty().and(model.running.busyProperty().not());
        shown(progress, model.rehearsing.busyProperty().or(model.running.busyProperty()));
        step.textProperty()
                .bind(Bindings.when(rehearsing)
                        .then(model.rehearsing.stepProperty())
                        .otherwise(model.running.stepProperty()));
        bar.progressProperty()
                .bind(Bindings.when(rehearsing)
                        .then(model.rehearsing.progressProperty())
                        .otherwise(model.running.progressProperty()));
        cancel.setOnAction(click -> model.cancel());
    }

    private void bindResult() {
        shown(result, model.totals.isNotNull());
        totals.textProperty().bind(Bindings.createStringBinding(this::totalsText, model.totals, model.batch));
        refused.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> model.totals.get() == null
                                ? ""
                                : model.totals.get().refusedWords(kit.texts(), REFUSALS_SHOWN),
                        model.totals));
        shown(refused, refused.textProperty().isNotEmpty());
        hint.textProperty().bind(Bindings.createStringBinding(model::hint, model.stage, model.totals, model.mode));
        shown(hint, hint.textProperty().isNotEmpty());
        shown(export, Bindings.createBooleanBinding(model::somethingLeft, model.stage, model.totals, model.batch));
    }

    private String totalsText() {
        if (model.batch.get() != null) {
            return model.resultWords();
        }
        return model.totals.get() == null ? "" : model.totals.get().words(kit.texts());
    }

    /// The next step by keyboard.
    void goOn() {
        if (rehearse.isVisible()) {
            rehearse.fire();
        } else if (run.isVisible()) {
            run.fire();
        } else if (ask.isVisible()) {
            ask.fire();
        }
    }

    private static void shown(Node node, javafx.beans.value.ObservableValue<Boolean> condition) {
        node.visibleProperty().bind(condition);
        node.managedProperty().bind(condition);
    }
}
