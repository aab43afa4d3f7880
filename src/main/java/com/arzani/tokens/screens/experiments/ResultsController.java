package com.arzani.tokens.screens.experiments;

import com.arzani.tokens.money.Pence;
import com.arzani.tokens.ui.Banner;
import com.arzani.tokens.ui.ColumnWidths;
import com.arzani.tokens.ui.Columns;
import com.arzani.tokens.ui.Kit;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;

/// Binds the groups' figures, what they say, and the end.
public final class ResultsController {
    @FXML
    private Node results;

    @FXML
    private Label course;

    @FXML
    private Banner resultsBanner;

    @FXML
    private Label alarm;

    @FXML
    private TableView<ResultRow> figures;

    @FXML
    private TableColumn<ResultRow, String> groupColumn;

    @FXML
    private TableColumn<ResultRow, Long> usersColumn;

    @FXML
    private TableColumn<ResultRow, Long> buyersColumn;

    @FXML
    private TableColumn<ResultRow, String> conversionColumn;

    @FXML
    private TableColumn<ResultRow, Pence> revenueColumn;

    @FXML
    private TableColumn<ResultRow, String> eachColumn;

    @FXML
    private TableColumn<ResultRow, String> refundsColumn;

    @FXML
    private TableColumn<ResultRow, String> contactsColumn;

    @FXML
    private Label verdict;

    @FXML
    private Node ending;

    @FXML
    private ComboBox<WinnerChoice> winner;

    @FXML
    private TableView<StepRow> steps;

    @FXML
    private TableColumn<StepRow, String> whatColumn;

    @FXML
    private TableColumn<StepRow, String> packageColumn;

    @FXML
    private TableColumn<StepRow, String> beforeColumn;

    @FXML
    private TableColumn<StepRow, String> afterColumn;

    @FXML
    private TextField endReason;

    @FXML
    private Button end;

    private final Kit kit;
    private final ResultsViewModel model;

    public ResultsController(Kit kit, ResultsViewModel model) {
        this.kit = kit;
        this.model = model;
    }

    @FXML
    private void initialize() {
        shownWhile(results, model.open);
        course.textProperty().bind(model.course);
        resultsBanner.show(model.failure, kit, null);
        alarm.textProperty().bind(model.alarm);
        shownWhile(alarm, model.alarm.isNotEmpty());
        Columns.text(groupColumn, ResultRow::group);
        Columns.number(usersColumn, ResultRow::users);
        Columns.number(buyersColumn, ResultRow::buyers);
        Columns.amount(conversionColumn, ResultRow::conversion);
        Columns.money(revenueColumn, ResultRow::revenue);
        Columns.amount(eachColumn, ResultRow::each);
        Columns.amount(refundsColumn, row -> row.guards().refunds());
        Columns.amount(contactsColumn, row -> row.guards().contacts());
        ColumnWidths.on(figures);
        figures.setItems(model.rows);
        verdict.textProperty().bind(model.verdict);
        shownWhile(ending, model.ending);
        winner.setItems(model.winners);
        winner.valueProperty().bindBidirectional(model.winner);
        Columns.text(whatColumn, StepRow::what);
        Columns.customerText(packageColumn, StepRow::name);
        Columns.text(beforeColumn, StepRow::before);
        Columns.text(afterColumn, StepRow::after);
        ColumnWidths.on(steps);
        steps.setItems(model.steps);
        endReason.textProperty().bindBidirectional(model.reason);
        end.disableProperty().bind(model.canEnd.not());
        end.setOnAction(click -> model.end());
    }

    private static void shownWhile(Node node, ObservableValue<Boolean> condition) {
        node.visibleProperty().bind(condition);
        node.managedProperty().bind(node.visibleProperty());
    }
}
