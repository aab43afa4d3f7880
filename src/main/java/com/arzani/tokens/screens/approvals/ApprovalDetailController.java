package com.arzani.tokens.screens.approvals;

import com.arzani.tokens.approval.ApprovalRequest;
import com.arzani.tokens.screens.approvals.ApprovalDetailViewModel.Intent;
import com.arzani.tokens.ui.BadgeLabel;
import com.arzani.tokens.ui.Banner;
import com.arzani.tokens.ui.FormField;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.SafeLabel;
import com.arzani.tokens.ui.SafeText;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;

/// Binds one request and its decision.
public final class ApprovalDetailController {
    @FXML
    private Node none;

    @FXML
    private Node one;

    @FXML
    private SafeLabel what;

    @FXML
    private BadgeLabel state;

    @FXML
    private Label asked;

    @FXML
    private Label expires;

    @FXML
    private Label limit;

    @FXML
    private Label reasonCode;

    @FXML
    private Label noteOfRequest;

    @FXML
    private Node changedBox;

    @FXML
    private Label before;

    @FXML
    private Label effect;

    @FXML
    private Label decision;

    @FXML
    private Node deciding;

    @FXML
    private FormField noteField;

    @FXML
    private TextArea note;

    @FXML
    private Label intent;

    @FXML
    private Banner banner;

    @FXML
    private Button approve;

    @FXML
    private Button reject;

    @FXML
    private Button withdraw;

    @FXML
    private Hyperlink openCustomer;

    @FXML
    private Hyperlink openEntry;

    private final Kit kit;
    private final ApprovalDetailViewModel model;

    public ApprovalDetailController(Kit kit, ApprovalDetailViewModel model) {
        this.kit = kit;
        this.model = model;
    }

    @FXML
    private void initialize() {
        shown(none, model.request.isNull());
        shown(one, model.request.isNotNull());
        shown(changedBox, model.changed);
        shown(deciding, model.waiting.and(model.mayDecide.or(model.own)));
        shown(approve, model.mayDecide);
        shown(reject, model.mayDecide);
        shown(noteField, model.mayDecide);
        shown(intent, model.mayDecide);
        shown(withdraw, model.own);
        approve.disableProperty().bind(model.ready.not());
        reject.disableProperty().bind(model.ready.not());
        approve.setOnAction(click -> model.approve());
        reject.setOnAction(click -> model.reject());
        withdraw.setOnAction(click -> model.withdraw());
        note.textProperty().bindBidirectional(model.note);
        banner.show(model.failure, kit, null);
        openCustomer.setOnAction(click -> model.openCustomer());
        openEntry.setOnAction(click -> model.openEntry());
        model.request.subscribe(this::tell);
        model.proposal.subscribe(now -> effect.setText(
                now == null ? "" : String.join("\n", model.words().effect(now.effect()))));
        model.intent.subscribe(now -> intent.setText(kit.texts()
                .get(
                        now == null
                                ? "approvals.intent.none"
                                : now == Intent.APPROVE ? "approvals.intent.approve" : "approvals.intent.reject")));
        note.setOnKeyPressed(key -> {
            if (key.getCode() == KeyCode.ENTER && key.isShortcutDown()) {
                model.send();
                key.consume();
            }
        });
    }

    private void tell(ApprovalRequest request) {
        if (request == null) {
            return;
        }
        ApprovalWords words = model.words();
        ApprovalRequest.Asked by = request.asked();
        what.setCustomerText(words.what(request));
        state.setBadge(words.state(request, kit.clock().instant()));
        asked.setText(kit.texts().get("approvals.asked", by.by(), kit.times().relative(by.at())));
        expires.setText(kit.times().relative(by.expiresAt()));
        limit.setText(words.limit(request));
        reasonCode.setText(by.reasonCode().isEmpty() ? "–" : kit.texts().get("ledger.reason." + by.reasonCode()));
        noteOfRequest.setText(SafeText.block(by.note()));
        before.setText(String.join("\n", words.effect(request.proposal().effect())));
        ApprovalRequest.Outcome outcome = request.outcome();
        boolean decided = outcome.decidedAt() != null;
        decision.setText(
                decided
                        ? kit.texts()
                                .get(
                                        "approvals.decided." + outcome.state().code(),
                                        outcome.decidedBy(),
                                        kit.times().relative(outcome.decidedAt()),
                                        SafeText.block(outcome.note()))
                        : "");
        show(decision, decided);
        show(openCustomer, request.subject().userId() != null);
        show(openEntry, !outcome.entries().isEmpty());
    }

    /// A or R was pressed: the note is next, Ctrl+Enter sends.
    void begin(Intent wanted) {
        if (model.mayDecide.get()) {
            model.intent.set(wanted);
            note.requestFocus();
            note.end();
        }
    }

    private static void shown(Node node, ObservableValue<Boolean> condition) {
        node.visibleProperty().bind(condition);
        node.managedProperty().bind(condition);
    }

    private static void show(Node node, boolean condition) {
        node.setVisible(condition);
        node.setManaged(condition);
    }
}
