package com.arzani.tokens.screens.wallets;

import com.arzani.tokens.ledger.WalletDirectory.WalletFilter;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.ui.Columns;
import com.arzani.tokens.ui.KeyTable;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.ScreenController;
import com.arzani.tokens.ui.Target;
import com.arzani.tokens.ui.ToggleChoice;
import java.time.Instant;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;

/// Wallets: the list, and the chosen wallet with its form beside it.
public final class WalletsController implements ScreenController {
    @FXML
    private TextField search;

    @FXML
    private ToggleButton filterAll;

    @FXML
    private ToggleButton filterOwing;

    @FXML
    private ToggleButton filterWithTokens;

    @FXML
    private KeyTable<WalletRow> table;

    @FXML
    private TableColumn<WalletRow, String> userColumn;

    @FXML
    private TableColumn<WalletRow, String> nameColumn;

    @FXML
    private TableColumn<WalletRow, Tokens> balanceColumn;

    @FXML
    private TableColumn<WalletRow, Tokens> owedColumn;

    @FXML
    private TableColumn<WalletRow, Tokens> purchasedColumn;

    @FXML
    private TableColumn<WalletRow, Tokens> consumedColumn;

    @FXML
    private TableColumn<WalletRow, Instant> lastColumn;

    @FXML
    private WalletDetailController detailController;

    private final Kit kit;
    private final WalletsViewModel model;

    public WalletsController(Kit kit, WalletsViewModel model) {
        this.kit = kit;
        this.model = model;
    }

    @FXML
    private void initialize() {
        Columns.id(userColumn, row -> Long.toString(row.userId()));
        Columns.customerText(nameColumn, WalletRow::name);
        Columns.explained(balanceColumn, WalletRow::balance, row -> model.explain(row.userId()));
        Columns.tokens(owedColumn, WalletRow::owed);
        Columns.tokens(purchasedColumn, WalletRow::purchased);
        Columns.tokens(consumedColumn, WalletRow::consumed);
        Columns.time(lastColumn, kit.times(), WalletRow::lastEntryAt);
        table.show(model.rows, kit);
        table.selectedProperty().subscribe(row -> {
            if (row != null) {
                model.choose(row);
            }
        });
        table.setOnOpen(row -> detailController.focusForm());
        table.setOnExplain(row -> model.explain(row.userId()));
        model.rows.addListener((ListChangeListener<WalletRow>) change -> selectShown());
        search.textProperty().bindBidirectional(model.search);
        bindFilter();
        detailController.bind(model);
    }

    private void bindFilter() {
        filterAll.setUserData(WalletFilter.ALL);
        filterOwing.setUserData(WalletFilter.OWING);
        filterWithTokens.setUserData(WalletFilter.WITH_TOKENS);
        ToggleGroup group = new ToggleGroup();
        group.getToggles().setAll(filterAll, filterOwing, filterWithTokens);
        ToggleChoice.bind(group, WalletFilter.class, model.filter);
    }

    /// After the list was read anew the row of the shown wallet is the selected one.
    private void selectShown() {
        if (table.getSelected() == null && model.detail.userId() != 0) {
            model.rows.loaded().stream()
                    .filter(row -> row.userId() == model.detail.userId())
                    .findFirst()
                    .ifPresent(table::select);
        }
    }

    @Override
    public void activate() {
        model.activate();
    }

    @Override
    public void deactivate() {
        model.deactivate();
    }

    @Override
    public void show(Target target) {
        model.open(target);
    }

    @Override
    public void refresh() {
        table.refresh();
        model.refresh();
    }
}
