package com.arzani.tokens.screens.transactions;

import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.ui.Badge;
import com.arzani.tokens.ui.Columns;
import com.arzani.tokens.ui.FilterChips;
import com.arzani.tokens.ui.FormField;
import com.arzani.tokens.ui.KeyTable;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.ScreenController;
import com.arzani.tokens.ui.SideDetail;
import com.arzani.tokens.ui.Target;
import java.time.Instant;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TextField;

/// Transactions: filters above, the endless list, one entry beside it.
public final class TransactionsController implements ScreenController {
    @FXML
    private Node exporting;

    @FXML
    private Label exportStep;

    @FXML
    private ProgressBar exportBar;

    @FXML
    private Button exportCancel;

    @FXML
    private Button export;

    @FXML
    private Button exportXlsx;

    @FXML
    private FormField filterField;

    @FXML
    private TextField filter;

    @FXML
    private MenuButton add;

    @FXML
    private Menu types;

    @FXML
    private Menu directions;

    @FXML
    private FilterChips chips;

    @FXML
    private SplitPane split;

    private SideDetail side;

    @FXML
    private KeyTable<TransactionRow> table;

    @FXML
    private TableColumn<TransactionRow, Instant> timeColumn;

    @FXML
    private TableColumn<TransactionRow, String> idColumn;

    @FXML
    private TableColumn<TransactionRow, String> userColumn;

    @FXML
    private TableColumn<TransactionRow, Badge> typeColumn;

    @FXML
    private TableColumn<TransactionRow, Tokens> amountColumn;

    @FXML
    private TableColumn<TransactionRow, Tokens> afterColumn;

    @FXML
    private TableColumn<TransactionRow, String> actionColumn;

    @FXML
    private TableColumn<TransactionRow, String> referenceColumn;

    @FXML
    private TableColumn<TransactionRow, String> stripeColumn;

    @FXML
    private TableColumn<TransactionRow, String> reasonColumn;

    @FXML
    private TableColumn<TransactionRow, String> actorColumn;

    @FXML
    private Node detail;

    @FXML
    private TransactionDetailController detailController;

    private final Kit kit;
    private final TransactionsViewModel model;

    public TransactionsController(Kit kit, TransactionsViewModel model) {
        this.kit = kit;
        this.model = model;
    }

    @FXML
    private void initialize() {
        Columns.time(timeColumn, kit.times(), TransactionRow::createdAt);
        Columns.id(idColumn, TransactionRow::id);
        Columns.id(userColumn, TransactionRow::user);
        Columns.badge(typeColumn, TransactionRow::type);
        Columns.movement(amountColumn, TransactionRow::movement);
        Columns.explained(afterColumn, TransactionRow::balanceAfter, model::explain);
        Columns.customerText(actionColumn, TransactionRow::action);
        Columns.id(referenceColumn, TransactionRow::reference);
        Columns.id(stripeColumn, TransactionRow::stripe);
        Columns.text(reasonColumn, TransactionRow::reason);
        Columns.customerText(actorColumn, TransactionRow::actor);
        table.show(model.rows, kit);
        table.setOnExplain(model::explain);
        table.selectedProperty().subscribe(row -> {
            if (row != null) {
                model.choose(row);
            }
        });
        bindFilters();
        bindExport();
        detailController.bind(model);
        side = new SideDetail(split, detail, 0.64);
        model.detail.detailProperty().subscribe(shown -> showDetail());
        model.detail.failureProperty().subscribe(failure -> showDetail());
    }

    private void showDetail() {
        boolean shown = model.detail.detailProperty().get() != null
                || model.detail.failureProperty().get() != null;
        side.show(shown);
        // Eleven columns do not fit beside the details, where these four stand anyway.
        List.of(referenceColumn, stripeColumn, reasonColumn, actorColumn).forEach(column -> column.setVisible(!shown));
    }

    private void bindFilters() {
        filter.textProperty().bindBidirectional(model.typed);
        filter.setOnAction(enter -> model.applyTyped());
        filterField.problemProperty().bind(model.typedProblemProperty());
        chips.show(model.chips, kit.texts(), model::remove, model::clear);
        new FilterMenu(kit.texts(), model, filter).fill(add, types, directions);
    }

    private void bindExport() {
        var busy = model.export.channel().busyProperty();
        exporting.visibleProperty().bind(busy);
        exporting.managedProperty().bind(busy);
        export.disableProperty().bind(busy);
        exportStep.textProperty().bind(model.export.channel().stepProperty());
        exportBar.progressProperty().bind(model.export.channel().progressProperty());
        export.setOnAction(click -> model.startExport());
        exportXlsx.disableProperty().bind(busy);
        exportXlsx.setOnAction(click -> model.startWorkbook());
        exportCancel.setOnAction(click -> model.export.cancel());
    }

    @Override
    public void show(Target target) {
        model.open(target);
    }

    @Override
    public void refresh() {
        table.refresh();
        model.detail.reload();
    }
}
