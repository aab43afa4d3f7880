package com.arzani.tokens.screens.disputes;

import com.arzani.tokens.money.Pence;
import com.arzani.tokens.payments.disputes.DisputeCase;
import com.arzani.tokens.payments.disputes.DisputeFacts;
import com.arzani.tokens.payments.disputes.DisputeFacts.MoneyMoved;
import com.arzani.tokens.payments.disputes.DisputeFacts.Step;
import com.arzani.tokens.payments.disputes.DisputeFacts.Use;
import com.arzani.tokens.ui.BadgeLabel;
import com.arzani.tokens.ui.ColumnWidths;
import com.arzani.tokens.ui.Columns;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.SafeText;
import java.time.Instant;
import java.util.List;
import java.util.function.ToLongFunction;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;

/// The chosen dispute: its deadline, the purchase and its tokens, the money, what happened, and the answer.
public final class DisputeDetailController {
    @FXML
    private Label title;

    @FXML
    private BadgeLabel state;

    @FXML
    private Button copyId;

    @FXML
    private Button close;

    @FXML
    private Label deadline;

    @FXML
    private Label phase;

    @FXML
    private Hyperlink customer;

    @FXML
    private Hyperlink order;

    @FXML
    private Label reason;

    @FXML
    private Label others;

    @FXML
    private TabPane tabs;

    @FXML
    private Tab answerTab;

    @FXML
    private DisputeTokensController tokensController;

    @FXML
    private TableView<MoneyMoved> money;

    @FXML
    private TableColumn<MoneyMoved, Instant> moneyAtColumn;

    @FXML
    private TableColumn<MoneyMoved, String> moneyWhatColumn;

    @FXML
    private TableColumn<MoneyMoved, Pence> moneyAmountColumn;

    @FXML
    private TableColumn<MoneyMoved, Pence> moneyFeeColumn;

    @FXML
    private TableView<Step> history;

    @FXML
    private TableColumn<Step, Instant> stepAtColumn;

    @FXML
    private TableColumn<Step, String> stepWhatColumn;

    @FXML
    private TableColumn<Step, String> stepByColumn;

    @FXML
    private EvidenceController evidenceController;

    private final Kit kit;
    private DisputeDetailViewModel model;

    public DisputeDetailController(Kit kit) {
        this.kit = kit;
    }

    void bind(DisputeDetailViewModel detail) {
        model = detail;
        DisputeWords words = detail.words;
        Columns.time(moneyAtColumn, kit.times(), MoneyMoved::at);
        Columns.text(moneyWhatColumn, moved -> words.movement(moved.category()));
        Columns.money(moneyAmountColumn, MoneyMoved::amount);
        Columns.money(moneyFeeColumn, MoneyMoved::fee);
        Columns.time(stepAtColumn, kit.times(), Step::at);
        Columns.text(stepWhatColumn, words::step);
        Columns.text(stepByColumn, Step::by);
        ColumnWidths.on(money);
        ColumnWidths.on(history);
        opening(history, Step::entryId);
        tokensController.bind(detail);
        opening(tokensController.uses(), Use::entryId);
        evidenceController.bind(detail.answer);
        detail.facts.subscribe(this::show);
        copyId.setOnAction(click -> detail.copyId());
        close.setOnAction(click -> detail.close());
        customer.setOnAction(click -> detail.openCustomer());
        order.setOnAction(click -> detail.openOrder());
    }

    /// Enter or a double click on a row opens its entry.
    private <R> void opening(TableView<R> table, ToLongFunction<R> entry) {
        table.setOnKeyPressed(key -> {
            if (key.getCode() == KeyCode.ENTER) {
                open(table, entry);
                key.consume();
            }
        });
        table.setOnMouseClicked(click -> {
            if (click.getClickCount() == 2) {
                open(table, entry);
            }
        });
    }

    private <R> void open(TableView<R> table, ToLongFunction<R> entry) {
        R row = table.getSelectionModel().getSelectedItem();
        if (row != null) {
            model.openEntry(entry.applyAsLong(row));
        }
    }

    /// Where Enter in the list leads.
    void focusAnswer() {
        tabs.getSelectionModel().select(answerTab);
        evidenceController.focus();
    }

    private void show(DisputeFacts facts) {
        if (facts == null) {
            return;
        }
        DisputeCase dispute = facts.dispute();
        DisputeWords words = model.words;
        title.setText(kit.texts()
                .get("disputes.detail.title", dispute.claim().amount().toString(), dispute.id()));
        state.setBadge(words.badge(dispute));
        deadline.setText(words.deadlineSentence(dispute));
        boolean pressing = dispute.needsResponse()
                && dispute.deadline().daysLeft().filter(days -> days < 3).isPresent();
        deadline.getStyleClass().setAll("label", pressing ? "dispute-pressing" : "text-muted");
        phase.setText(words.phase(dispute));
        customer.setText(SafeText.line(dispute.customer().name()) + " ("
                + dispute.customer().userId() + ")");
        order.setText(kit.texts()
                .get(
                        "disputes.order",
                        Long.toString(dispute.claim().orderId()),
                        facts.purchase().packageName()));
        reason.setText(words.reason(dispute.claim().reason()));
        others.setText(kit.texts()
                .get(
                        "disputes.others",
                        facts.others().paid(),
                        facts.others().pence().toString(),
                        facts.others().disputes()));
        fill(money, facts.money());
        fill(history, facts.history());
    }

    static <R> void fill(TableView<R> table, List<R> rows) {
        // A look that found nothing new leaves selection and place as they are.
        if (!table.getItems().equals(rows)) {
            table.getItems().setAll(rows);
        }
    }
}
