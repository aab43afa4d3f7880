package com.arzani.tokens.screens.economy;

import com.arzani.tokens.ui.ColumnWidths;
import com.arzani.tokens.ui.Columns;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.chart.FigurePane;
import javafx.fxml.FXML;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;

/// Segments, balances and the behaviour of each group; Enter or two clicks on a group open its users.
public final class EconomyCustomersController {
    @FXML
    private FigurePane segments;

    @FXML
    private FigurePane balances;

    @FXML
    private TableView<BehaviourRow> behaviour;

    @FXML
    private TableColumn<BehaviourRow, String> kindColumn;

    @FXML
    private TableColumn<BehaviourRow, String> groupColumn;

    @FXML
    private TableColumn<BehaviourRow, Long> usersColumn;

    @FXML
    private TableColumn<BehaviourRow, String> balanceColumn;

    @FXML
    private TableColumn<BehaviourRow, String> boughtColumn;

    @FXML
    private TableColumn<BehaviourRow, String> spentColumn;

    @FXML
    private TableColumn<BehaviourRow, String> contactsColumn;

    private final Kit kit;
    private final EconomyViewModel model;

    public EconomyCustomersController(Kit kit, EconomyViewModel model) {
        this.kit = kit;
        this.model = model;
    }

    @FXML
    private void initialize() {
        segments.show(model.segments, kit);
        balances.show(model.balances, kit);
        Columns.text(kindColumn, BehaviourRow::kind);
        Columns.text(groupColumn, BehaviourRow::name);
        Columns.number(usersColumn, row -> row.behaviour().users());
        Columns.amount(
                balanceColumn, row -> BehaviourRow.average(row.behaviour().averageBalance()));
        Columns.amount(boughtColumn, row -> BehaviourRow.average(row.behaviour().averageBought()));
        Columns.amount(spentColumn, row -> BehaviourRow.average(row.behaviour().averageSpent()));
        Columns.amount(
                contactsColumn, row -> BehaviourRow.average(row.behaviour().averageContacts()));
        ColumnWidths.on(behaviour);
        behaviour.setItems(model.behaviour);
        behaviour.setOnKeyPressed(key -> {
            if (key.getCode() == KeyCode.ENTER) {
                open();
                key.consume();
            }
        });
        behaviour.setOnMouseClicked(click -> {
            if (click.getClickCount() == 2) {
                open();
            }
        });
    }

    private void open() {
        BehaviourRow row = behaviour.getSelectionModel().getSelectedItem();
        if (row != null) {
            model.open(row);
        }
    }
}
