package com.arzani.tokens.screens.disputes;

import com.arzani.tokens.money.Digits;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.payments.disputes.DisputeCase;
import com.arzani.tokens.payments.disputes.DisputeFacts;
import com.arzani.tokens.payments.disputes.DisputeFacts.Use;
import com.arzani.tokens.payments.disputes.DisputePhase;
import com.arzani.tokens.ui.ColumnWidths;
import com.arzani.tokens.ui.Columns;
import com.arzani.tokens.ui.Kit;
import java.time.Instant;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

/// What became of the tokens of the purchase: in figures, and entry by entry.
public final class DisputeTokensController {
    @FXML
    private Label sold;

    @FXML
    private Label spent;

    @FXML
    private Label unspent;

    @FXML
    private Label share;

    @FXML
    private Label held;

    @FXML
    private Label heldLabel;

    @FXML
    private Label owed;

    @FXML
    private Label returned;

    @FXML
    private TableView<Use> uses;

    @FXML
    private TableColumn<Use, Instant> atColumn;

    @FXML
    private TableColumn<Use, String> whatColumn;

    @FXML
    private TableColumn<Use, Tokens> tokensColumn;

    @FXML
    private TableColumn<Use, String> entryColumn;

    private final Kit kit;

    public DisputeTokensController(Kit kit) {
        this.kit = kit;
    }

    void bind(DisputeDetailViewModel detail) {
        Columns.time(atColumn, kit.times(), Use::at);
        Columns.customerText(whatColumn, detail.words::use);
        Columns.tokens(tokensColumn, use -> new Tokens(use.tokens()));
        Columns.id(entryColumn, use -> Long.toString(use.entryId()));
        ColumnWidths.on(uses);
        detail.facts.subscribe(this::show);
    }

    TableView<Use> uses() {
        return uses;
    }

    private void show(DisputeFacts facts) {
        if (facts == null) {
            return;
        }
        DisputeCase.Held tokens = facts.dispute().tokens();
        DisputeFacts.Purchase bought = facts.purchase();
        set(sold, bought.tokens() + bought.bonus());
        set(
                spent,
                facts.uses().stream()
                        .filter(use ->
                                use.type().equals("consumption") || use.type().equals("reversal"))
                        .mapToLong(Use::tokens)
                        .sum());
        set(unspent, bought.unspent());
        set(share, tokens.share());
        boolean lost = facts.dispute().claim().phase() == DisputePhase.LOST;
        heldLabel.setText(kit.texts().get(lost ? "disputes.figure.taken" : "disputes.figure.held"));
        set(held, tokens.held() - tokens.owed());
        set(owed, tokens.owed());
        set(returned, tokens.returned());
        DisputeDetailController.fill(uses, facts.uses());
    }

    private static void set(Label label, long tokens) {
        label.setText(Digits.grouped(tokens));
    }
}
