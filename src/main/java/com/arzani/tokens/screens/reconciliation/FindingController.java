package com.arzani.tokens.screens.reconciliation;

import com.arzani.tokens.reconciliation.FindingStatus;
import com.arzani.tokens.ui.BadgeLabel;
import com.arzani.tokens.ui.Banner;
import com.arzani.tokens.ui.FormField;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.SafeLabel;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.util.StringConverter;

/// The chosen finding: what it is, what to do, both sides, and the decision.
public final class FindingController {
    @FXML
    private Node none;

    @FXML
    private Node shown;

    @FXML
    private Label title;

    @FXML
    private BadgeLabel status;

    @FXML
    private Label todo;

    @FXML
    private Label why;

    @FXML
    private SafeLabel customer;

    @FXML
    private Hyperlink openCustomer;

    @FXML
    private Hyperlink openEntries;

    @FXML
    private Label order;

    @FXML
    private Label stripeId;

    @FXML
    private Button copyStripeId;

    @FXML
    private Label seen;

    @FXML
    private SafeLabel decided;

    @FXML
    private Label stripeStatus;

    @FXML
    private Label stripeMoney;

    @FXML
    private Label stripeRefunded;

    @FXML
    private Label ourMoney;

    @FXML
    private Label ourSold;

    @FXML
    private Label ourCredited;

    @FXML
    private Label ourTaken;

    @FXML
    private Label facts;

    @FXML
    private Label ownedBy;

    @FXML
    private Button take;

    @FXML
    private SafeLabel history;

    @FXML
    private Node sides;

    @FXML
    private Node form;

    @FXML
    private ChoiceBox<FindingStatus> decision;

    @FXML
    private FormField commentField;

    @FXML
    private TextArea comment;

    @FXML
    private Button decide;

    @FXML
    private Banner decisionBanner;

    private final Kit kit;

    public FindingController(Kit kit) {
        this.kit = kit;
    }

    void bind(FindingViewModel model) {
        none.visibleProperty().bind(model.finding.isNull());
        shown.visibleProperty().bind(model.finding.isNotNull());
        model.finding.subscribe(finding -> show(model.detail()));
        openCustomer.setOnAction(click -> model.openCustomer());
        openEntries.setOnAction(click -> model.openEntries());
        copyStripeId.setOnAction(click -> model.copyStripeId());
        take.setOnAction(click -> model.takeOrGive());
        take.visibleProperty().bind(model.mayDecide);
        take.managedProperty().bind(model.mayDecide);
        take.textProperty().bind(Bindings.createStringBinding(() -> model.takeText(), model.finding));
        model.history.subscribe(history::setCustomerText);
        form.visibleProperty().bind(model.mayDecide);
        form.managedProperty().bind(model.mayDecide);
        decision.getItems().setAll(FindingViewModel.DECISIONS);
        decision.setConverter(new Names(model));
        decision.valueProperty().bindBidirectional(model.decision);
        comment.textProperty().bindBidirectional(model.comment);
        commentField.problemProperty().bind(Bindings.createStringBinding(model::commentProblem, model.comment));
        decide.disableProperty().bind(model.canDecide.not());
        decide.setOnAction(click -> model.decide());
        decisionBanner.show(model.failure, kit, null);
    }

    private void show(FindingWords.Detail detail) {
        if (detail == null) {
            return;
        }
        title.setText(detail.heading().title());
        status.setBadge(detail.heading().status());
        todo.setText(detail.heading().todo());
        tell(why, detail.heading().why());
        customer.setCustomerText(detail.facts().customer());
        order.setText(detail.facts().order());
        stripeId.setText(detail.facts().stripeId());
        seen.setText(detail.facts().seen());
        ownedBy.setText(detail.facts().owner());
        tell(facts, detail.facts().more());
        sides.setVisible(detail.facts().more().isEmpty());
        sides.setManaged(detail.facts().more().isEmpty());
        decided.setCustomerText(detail.facts().decision());
        decided.setManaged(!detail.facts().decision().isEmpty());
        stripeStatus.setText(detail.stripe().status());
        stripeMoney.setText(detail.stripe().money());
        stripeRefunded.setText(detail.stripe().refunded());
        ourMoney.setText(detail.ours().money());
        ourSold.setText(detail.ours().sold());
        ourCredited.setText(detail.ours().credited());
        ourTaken.setText(detail.ours().taken());
    }

    private static void tell(Label label, String text) {
        label.setText(text);
        label.setVisible(!text.isEmpty());
        label.setManaged(!text.isEmpty());
    }

    private static final class Names extends StringConverter<FindingStatus> {
        private final FindingViewModel model;

        Names(FindingViewModel model) {
            this.model = model;
        }

        @Override
        public String toString(FindingStatus status) {
            return status == null ? "" : model.name(status);
        }

        @Override
        public FindingStatus fromString(String text) {
            throw new UnsupportedOperationException("names are only shown");
        }
    }
}
