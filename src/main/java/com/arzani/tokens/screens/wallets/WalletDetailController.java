package com.arzani.tokens.screens.wallets;

import com.arzani.tokens.ledger.WalletStatement;
import com.arzani.tokens.money.Pence;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.ui.Banner;
import com.arzani.tokens.ui.ColumnWidths;
import com.arzani.tokens.ui.Columns;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.SafeLabel;
import java.time.Instant;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.layout.VBox;

/// The chosen wallet: how its balance comes about.
public final class WalletDetailController {
    @FXML
    private VBox none;

    @FXML
    private Node shown;

    @FXML
    private SafeLabel name;

    @FXML
    private Label user;

    @FXML
    private Button copy;

    @FXML
    private Hyperlink openUser;

    @FXML
    private Hyperlink openEntries;

    @FXML
    private Hyperlink openProof;

    @FXML
    private Hyperlink balance;

    @FXML
    private Label owed;

    @FXML
    private Banner banner;

    @FXML
    private TableView<LotRow> lots;

    @FXML
    private TableColumn<LotRow, String> kindColumn;

    @FXML
    private TableColumn<LotRow, Tokens> tokensColumn;

    @FXML
    private TableColumn<LotRow, Tokens> remainingColumn;

    @FXML
    private TableColumn<LotRow, Pence> paidColumn;

    @FXML
    private TableColumn<LotRow, String> expiresColumn;

    @FXML
    private TableColumn<LotRow, String> lotEntryColumn;

    @FXML
    private Label sum;

    @FXML
    private TableView<EntryRow> entries;

    @FXML
    private TableColumn<EntryRow, Instant> timeColumn;

    @FXML
    private TableColumn<EntryRow, String> typeColumn;

    @FXML
    private TableColumn<EntryRow, Tokens> deltaColumn;

    @FXML
    private TableColumn<EntryRow, Tokens> afterColumn;

    @FXML
    private TableColumn<EntryRow, String> entryColumn;

    @FXML
    private TableColumn<EntryRow, String> linkColumn;

    @FXML
    private Button openEntry;

    @FXML
    private Button reverseEntry;

    @FXML
    private AdjustmentController formController;

    private final Kit kit;

    public WalletDetailController(Kit kit) {
        this.kit = kit;
    }

    @FXML
    private void initialize() {
        Columns.text(kindColumn, LotRow::kind);
        Columns.tokens(tokensColumn, LotRow::tokens);
        Columns.tokens(remainingColumn, LotRow::remaining);
        Columns.money(paidColumn, LotRow::paid);
        Columns.text(expiresColumn, LotRow::expires);
        Columns.id(lotEntryColumn, row -> Long.toString(row.entryId()));
        Columns.time(timeColumn, kit.times(), EntryRow::createdAt);
        Columns.text(typeColumn, EntryRow::type);
        Columns.movement(deltaColumn, EntryRow::delta);
        Columns.id(entryColumn, EntryRow::id);
        Columns.text(linkColumn, EntryRow::link);
        ColumnWidths.on(lots);
        ColumnWidths.on(entries);
    }

    void bind(WalletsViewModel model) {
        WalletDetailViewModel detail = model.detail;
        lots.setItems(detail.lots);
        entries.setItems(detail.entries);
        detail.statementProperty().subscribe(statement -> tell(detail, statement));
        banner.show(detail.failureProperty(), kit, () -> detail.reload(read -> {}));
        copy.setOnAction(click -> kit.desktop().copy(Long.toString(detail.userId())));
        Columns.explained(
                afterColumn,
                EntryRow::balanceAfter,
                row -> model.explainAfter(row.entry().id()));
        balance.setOnAction(click -> model.explain(detail.userId()));
        openUser.setOnAction(click -> model.openUser());
        openEntries.setOnAction(click -> model.openEntries());
        openProof.setVisible(model.offersProof());
        openProof.setOnAction(click -> model.openProof());
        lots.setRowFactory(view -> opening(row -> model.openEntry(row.entryId())));
        entries.setRowFactory(view -> opening(row -> model.openEntry(row.entry().id())));
        var chosen = entries.getSelectionModel().selectedItemProperty();
        openEntry.disableProperty().bind(chosen.isNull());
        openEntry.setOnAction(click -> model.openEntry(chosen.get().entry().id()));
        reverseEntry
                .disableProperty()
                .bind(Bindings.createBooleanBinding(() -> !model.form.canReverse(chosen.get()), chosen));
        reverseEntry.setOnAction(click -> model.form.reverse(chosen.get().entry()));
        formController.bind(model.form);
    }

    private static <R> TableRow<R> opening(java.util.function.Consumer<R> open) {
        TableRow<R> row = new TableRow<>();
        row.setOnMouseClicked(click -> {
            if (click.getClickCount() == 2 && !row.isEmpty()) {
                open.accept(row.getItem());
            }
        });
        return row;
    }

    private void tell(WalletDetailViewModel detail, WalletStatement statement) {
        none.setVisible(statement == null);
        shown.setVisible(statement != null);
        if (statement == null) {
            return;
        }
        name.setCustomerText(statement.name());
        user.setText(kit.texts().get("wallets.detail.user", Long.toString(statement.userId())));
        balance.setText(statement.balance().toString());
        owed.setText(statement.owed().toString());
        owed.getStyleClass().remove("wallet-owing");
        if (statement.owed().count() > 0) {
            owed.getStyleClass().add("wallet-owing");
        }
        sum.setText(detail.sum());
        sum.getStyleClass().remove("wallet-problem");
        if (!detail.addsUp()) {
            sum.getStyleClass().add("wallet-problem");
        }
    }

    void focusForm() {
        formController.focus();
    }
}
