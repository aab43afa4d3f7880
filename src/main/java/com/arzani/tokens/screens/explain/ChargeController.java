package com.arzani.tokens.screens.explain;

import com.arzani.tokens.ledger.ChargeExplanation;
import com.arzani.tokens.ledger.ChargeExplanation.Drawn;
import com.arzani.tokens.money.Pence;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.ui.ColumnWidths;
import com.arzani.tokens.ui.Columns;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.SafeLabel;
import java.time.Instant;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;

/// Why one entry moved the balance, in a sentence and as rows.
public final class ChargeController {
    @FXML
    private Label chargeTitle;

    @FXML
    private SafeLabel chargeName;

    @FXML
    private Label before;

    @FXML
    private Label after;

    @FXML
    private Hyperlink reversed;

    @FXML
    private Button back;

    @FXML
    private Button openEntry;

    @FXML
    private TableView<Drawn> draws;

    @FXML
    private TableColumn<Drawn, String> lotColumn;

    @FXML
    private TableColumn<Drawn, String> kindColumn;

    @FXML
    private TableColumn<Drawn, Instant> madeColumn;

    @FXML
    private TableColumn<Drawn, Tokens> tokensColumn;

    @FXML
    private TableColumn<Drawn, Pence> costColumn;

    @FXML
    private TextArea chargeLetter;

    @FXML
    private Button copyCharge;

    private final Kit kit;
    private final ChargeViewModel model;

    public ChargeController(Kit kit, ChargeViewModel model) {
        this.kit = kit;
        this.model = model;
    }

    @FXML
    private void initialize() {
        Columns.id(lotColumn, draw -> Long.toString(draw.lot().entryId()));
        Columns.text(kindColumn, model::kind);
        Columns.time(madeColumn, kit.times(), draw -> draw.lot().createdAt());
        Columns.movement(tokensColumn, draw -> draw.tokens().negated());
        Columns.money(costColumn, Drawn::cost);
        ColumnWidths.on(draws);
        draws.setItems(model.draws);
        draws.setOnKeyPressed(key -> {
            if (key.getCode() == KeyCode.ENTER && draws.getSelectionModel().getSelectedItem() != null) {
                model.openLot(draws.getSelectionModel().getSelectedItem());
            }
        });
        back.setOnAction(click -> model.openBalance());
        openEntry.setOnAction(click -> model.openEntry());
        reversed.setOnAction(click -> model.openReversal());
        copyCharge.setOnAction(click -> model.copyLetter());
        model.shownProperty().subscribe(this::tell);
    }

    private void tell(ChargeExplanation charge) {
        if (charge == null) {
            return;
        }
        chargeTitle.setText(model.title());
        chargeName.setCustomerText(charge.name());
        before.setText(charge.balanceBefore().toString());
        after.setText(charge.entry().balanceAfter().toString());
        reversed.setDisable(charge.reversal() == null);
        reversed.setText(
                charge.reversal() == null
                        ? kit.texts().get("explain.charge.not_reversed")
                        : kit.texts()
                                .get(
                                        "explain.charge.reversed",
                                        Long.toString(charge.reversal().id())));
        chargeLetter.setText(model.letter());
    }

    void focus() {
        copyCharge.requestFocus();
    }
}
