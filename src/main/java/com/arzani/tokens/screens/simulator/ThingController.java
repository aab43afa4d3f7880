package com.arzani.tokens.screens.simulator;

import com.arzani.tokens.money.Pence;
import com.arzani.tokens.ui.Badge;
import com.arzani.tokens.ui.Columns;
import com.arzani.tokens.ui.FormField;
import com.arzani.tokens.ui.KeyTable;
import com.arzani.tokens.ui.Kit;
import java.time.Instant;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.util.StringConverter;

/// Binds the list of objects and what can happen to the chosen one.
public final class ThingController {
    @FXML
    private KeyTable<ThingRow> things;

    @FXML
    private TableColumn<ThingRow, String> kindColumn;

    @FXML
    private TableColumn<ThingRow, Pence> amountColumn;

    @FXML
    private TableColumn<ThingRow, Pence> refundedColumn;

    @FXML
    private TableColumn<ThingRow, Badge> statusColumn;

    @FXML
    private TableColumn<ThingRow, String> orderColumn;

    @FXML
    private TableColumn<ThingRow, String> idColumn;

    @FXML
    private TableColumn<ThingRow, Instant> timeColumn;

    @FXML
    private Label heading;

    @FXML
    private FormField amountField;

    @FXML
    private TextField amount;

    @FXML
    private FormField reasonField;

    @FXML
    private ComboBox<String> reason;

    @FXML
    private FlowPane actions;

    private final Kit kit;
    private final SimulatorViewModel screen;
    private final ThingViewModel model;

    public ThingController(Kit kit, SimulatorViewModel screen, ThingViewModel model) {
        this.kit = kit;
        this.screen = screen;
        this.model = model;
    }

    @FXML
    private void initialize() {
        Columns.text(kindColumn, ThingRow::kind);
        Columns.money(amountColumn, ThingRow::amount);
        Columns.money(refundedColumn, ThingRow::refunded);
        Columns.badge(statusColumn, ThingRow::status);
        Columns.id(orderColumn, ThingRow::order);
        Columns.text(idColumn, ThingRow::id);
        Columns.time(timeColumn, kit.times(), ThingRow::created);
        things.show(screen.things, kit);
        things.setOnOpen(row -> focusActions());
        model.selected.bind(things.selectedProperty());
        heading.textProperty().bind(Bindings.createStringBinding(model::heading, model.selected));
        amount.textProperty().bindBidirectional(model.amount);
        amountField.problemProperty().bind(model.amountProblem);
        reason.getItems().setAll(ThingViewModel.REASONS);
        reason.valueProperty().bindBidirectional(model.reason);
        reason.setConverter(new ReasonWords(kit));
        BooleanBinding payment = Bindings.createBooleanBinding(model::anyTakesAmount, model.selected);
        showIf(amountField, payment);
        showIf(reasonField, payment);
        for (ThingAction action : ThingAction.values()) {
            actions.getChildren().add(button(action));
        }
    }

    private Button button(ThingAction action) {
        Button button = new Button(kit.texts().get("simulator.do." + action.word()));
        button.setId("do-" + action.word());
        button.setMnemonicParsing(false);
        showIf(button, Bindings.createBooleanBinding(() -> model.fits(action), model.selected));
        button.disableProperty().bind(model.can(action).not());
        button.setOnAction(click -> {
            // The button may go with the object's state: the list takes the focus, so that Tab goes on from there.
            things.table().requestFocus();
            model.apply(action);
        });
        return button;
    }

    private void focusActions() {
        if (amountField.isVisible()) {
            amount.requestFocus();
            return;
        }
        actions.getChildren().stream().filter(Node::isVisible).findFirst().ifPresent(Node::requestFocus);
    }

    private static void showIf(Node node, BooleanBinding condition) {
        node.visibleProperty().bind(condition);
        node.managedProperty().bind(condition);
    }

    /// A bank's reason in words.
    private static final class ReasonWords extends StringConverter<String> {
        private final Kit kit;

        ReasonWords(Kit kit) {
            this.kit = kit;
        }

        @Override
        public String toString(String code) {
            return code == null ? "" : kit.texts().get("simulator.reason." + code);
        }

        @Override
        public String fromString(String words) {
            throw new UnsupportedOperationException("the box is not editable");
        }
    }
}
