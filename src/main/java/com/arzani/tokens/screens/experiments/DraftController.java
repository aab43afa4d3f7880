package com.arzani.tokens.screens.experiments;

import com.arzani.tokens.ui.Banner;
import com.arzani.tokens.ui.Kit;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;

/// Binds a draft's own fields and its buttons.
public final class DraftController {
    @FXML
    private Node draft;

    @FXML
    private Banner draftBanner;

    @FXML
    private Label theirs;

    @FXML
    private TextField name;

    @FXML
    private TextField traffic;

    @FXML
    private TextField plans;

    @FXML
    private Label plansHint;

    @FXML
    private TextField days;

    @FXML
    private TextField reason;

    @FXML
    private Button start;

    @FXML
    private Button save;

    @FXML
    private Button discard;

    private final Kit kit;
    private final DraftViewModel model;

    public DraftController(Kit kit, DraftViewModel model) {
        this.kit = kit;
        this.model = model;
    }

    @FXML
    private void initialize() {
        shownWhile(draft, model.open);
        draftBanner.show(model.failure, kit, null);
        theirs.textProperty().bind(model.theirs);
        shownWhile(theirs, model.theirs.isNotEmpty());
        name.textProperty().bindBidirectional(model.name);
        traffic.textProperty().bindBidirectional(model.traffic);
        plans.textProperty().bindBidirectional(model.plans);
        plansHint.textProperty().bind(model.plansHint);
        days.textProperty().bindBidirectional(model.days);
        reason.textProperty().bindBidirectional(model.reason);
        bind(start, model.canStart, model::start);
        bind(save, model.canSave, model::save);
        bind(discard, model.canDiscard, model::discard);
        model.open.addListener((value, old, open) -> {
            if (open && model.isNew()) {
                name.requestFocus();
            }
        });
    }

    private static void bind(Button button, ObservableValue<Boolean> enabled, Runnable action) {
        button.disableProperty().bind(enabled.map(may -> !may));
        button.setOnAction(click -> action.run());
    }

    private static void shownWhile(Node node, ObservableValue<Boolean> condition) {
        node.visibleProperty().bind(condition);
        node.managedProperty().bind(node.visibleProperty());
    }
}
