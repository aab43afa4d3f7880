package com.arzani.tokens.screens.proof;

import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.ui.Badge;
import com.arzani.tokens.ui.Columns;
import com.arzani.tokens.ui.KeyTable;
import com.arzani.tokens.ui.Kit;
import java.time.Instant;
import javafx.fxml.FXML;
import javafx.scene.control.TableColumn;

/// The last runs and the last seals. Enter on a seal copies its key's fingerprint.
public final class ProofListsController {
    @FXML
    private KeyTable<RunRow> runs;

    @FXML
    private TableColumn<RunRow, Instant> askedColumn;

    @FXML
    private TableColumn<RunRow, Badge> resultColumn;

    @FXML
    private TableColumn<RunRow, String> whatColumn;

    @FXML
    private TableColumn<RunRow, Long> walletsColumn;

    @FXML
    private TableColumn<RunRow, Long> entriesColumn;

    @FXML
    private TableColumn<RunRow, Long> foundColumn;

    @FXML
    private TableColumn<RunRow, String> sealColumn;

    @FXML
    private TableColumn<RunRow, String> byColumn;

    @FXML
    private KeyTable<SealRow> seals;

    @FXML
    private TableColumn<SealRow, String> numberColumn;

    @FXML
    private TableColumn<SealRow, Instant> sealedColumn;

    @FXML
    private TableColumn<SealRow, Long> sealWalletsColumn;

    @FXML
    private TableColumn<SealRow, Long> sealEntriesColumn;

    @FXML
    private TableColumn<SealRow, Tokens> tokensColumn;

    @FXML
    private TableColumn<SealRow, Tokens> owedColumn;

    @FXML
    private TableColumn<SealRow, String> keyColumn;

    private final Kit kit;

    public ProofListsController(Kit kit) {
        this.kit = kit;
    }

    void bind(ProofViewModel model) {
        bindRuns(model);
        bindSeals(model);
    }

    private void bindRuns(ProofViewModel model) {
        Columns.time(askedColumn, kit.times(), RunRow::askedAt);
        Columns.badge(resultColumn, RunRow::result);
        Columns.text(whatColumn, RunRow::what);
        Columns.number(walletsColumn, row -> row.run().counts().wallets());
        Columns.number(entriesColumn, row -> row.run().counts().entries());
        Columns.number(foundColumn, row -> row.run().counts().differences());
        Columns.id(sealColumn, RunRow::seal);
        Columns.text(byColumn, RunRow::by);
        runs.show(model.runs, kit);
    }

    private void bindSeals(ProofViewModel model) {
        Columns.id(numberColumn, SealRow::number);
        Columns.time(sealedColumn, kit.times(), row -> row.seal().sealedAt());
        Columns.number(sealWalletsColumn, row -> row.seal().wallets());
        Columns.number(sealEntriesColumn, row -> row.seal().entries());
        Columns.tokens(tokensColumn, SealRow::tokens);
        Columns.tokens(owedColumn, SealRow::owed);
        Columns.id(keyColumn, SealRow::key);
        seals.show(model.seals, kit);
        seals.setOnOpen(row -> kit.desktop().copy(row.key()));
    }
}
