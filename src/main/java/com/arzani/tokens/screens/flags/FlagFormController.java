package com.arzani.tokens.screens.flags;

import com.arzani.tokens.ui.BadgeLabel;
import com.arzani.tokens.ui.Banner;
import com.arzani.tokens.ui.FormField;
import com.arzani.tokens.ui.Kit;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;

/// Binds the form of one flag, who is in, and the check of one user. Ctrl+Enter changes, Esc puts back.
public final class FlagFormController {
    @FXML
    private VBox form;

    @FXML
    private Banner formBanner;

    @FXML
    private Label about;

    @FXML
    private CheckBox enabled;

    @FXML
    private FormField percentageField;

    @FXML
    private TextField percentage;

    @FXML
    private FlowPane plans;

    @FXML
    private TextField reason;

    @FXML
    private Label changes;

    @FXML
    private Button change;

    @FXML
    private Button reset;

    @FXML
    private Label reach;

    @FXML
    private TextField user;

    @FXML
    private Button check;

    @FXML
    private BadgeLabel verdict;

    @FXML
    private Label why;

    private final Kit kit;
    private final FlagFormViewModel model;
    private final FlagCheckViewModel checking;

    public FlagFormController(Kit kit, FlagsViewModel flags) {
        this.kit = kit;
        model = flags.form();
        checking = flags.check();
    }

    @FXML
    private void initialize() {
        form.setVisible(model.mayChange);
        form.setManaged(model.mayChange);
        formBanner.show(model.failure, kit, null);
        about.textProperty().bind(model.about);
        enabled.selectedProperty().bindBidirectional(model.enabled);
        percentage.textProperty().bindBidirectional(model.percentage);
        percentageField.problemProperty().bind(model.percentageProblem);
        model.plans.addListener((ListChangeListener<PlanChoice>) more -> showPlans());
        showPlans();
        reason.textProperty().bindBidirectional(model.reason);
        changes.textProperty().bind(model.changes);
        changes.visibleProperty().bind(model.changes.isNotEmpty());
        changes.managedProperty().bind(changes.visibleProperty());
        change.disableProperty().bind(model.canChange.not());
        change.setOnAction(click -> model.change());
        reset.disableProperty().bind(model.typed.not());
        reset.setOnAction(click -> model.reset());
        reach.textProperty().bind(model.reach);
        form.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        user.textProperty().bindBidirectional(checking.user);
        user.setOnAction(enter -> checking.check());
        check.disableProperty().bind(checking.canCheck.not());
        check.setOnAction(click -> checking.check());
        checking.verdict.subscribe(verdict::setBadge);
        why.textProperty().bind(checking.why);
    }

    private void showPlans() {
        plans.getChildren().setAll(model.plans.stream().map(this::box).toList());
    }

    private Node box(PlanChoice plan) {
        CheckBox box = new CheckBox(plan.text());
        box.setId("plan-" + plan.plan());
        box.setMnemonicParsing(false);
        box.selectedProperty().bindBidirectional(plan.chosen());
        return box;
    }

    private void pressed(KeyEvent key) {
        if (key.getCode() == KeyCode.ENTER && key.isControlDown() && model.canChange.get()) {
            model.change();
            key.consume();
        } else if (key.getCode() == KeyCode.ESCAPE && model.typed.get()) {
            model.reset();
            key.consume();
        }
    }
}
