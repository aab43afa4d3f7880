package com.arzani.tokens.screens.purchases;

import com.arzani.tokens.payments.outbox.OutboxEntry;
import com.arzani.tokens.payments.purchases.Purchase;
import com.arzani.tokens.payments.purchases.PurchaseDispute;
import com.arzani.tokens.payments.purchases.PurchaseRefund;
import com.arzani.tokens.ui.BadgeLabel;
import com.arzani.tokens.ui.Banner;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/// The chosen order: what was sold and paid, its refunds, what waits for Stripe, and the form.
public final class PurchaseDetailController {
    @FXML
    private Label title;

    @FXML
    private BadgeLabel state;

    @FXML
    private Button close;

    @FXML
    private Banner banner;

    @FXML
    private Label sold;

    @FXML
    private Hyperlink customer;

    @FXML
    private Label created;

    @FXML
    private Hyperlink session;

    @FXML
    private Hyperlink payment;

    @FXML
    private Hyperlink entries;

    @FXML
    private VBox refunds;

    @FXML
    private Node form;

    @FXML
    private RefundFormController formController;

    private final Kit kit;
    private PurchaseDetailViewModel model;

    public PurchaseDetailController(Kit kit) {
        this.kit = kit;
    }

    void bind(PurchaseDetailViewModel detail) {
        model = detail;
        banner.show(detail.failure, kit, detail::reload);
        detail.shown.subscribe(this::show);
        close.setOnAction(click -> detail.close());
        customer.setOnAction(click -> detail.openUser());
        entries.setOnAction(click -> detail.openEntries());
        formController.bind(detail.form);
    }

    /// Where Enter in the list leads.
    void focusForm() {
        if (form.isVisible()) {
            formController.focus();
        } else {
            entries.requestFocus();
        }
    }

    private void show(PurchaseDetailViewModel.Shown now) {
        if (now == null) {
            return;
        }
        Purchase purchase = now.purchase();
        PurchaseWords words = model.words();
        title.setText(kit.texts().get("purchases.order", Long.toString(purchase.id())));
        state.setBadge(words.badge(purchase));
        sold.setText(SafeText.line(purchase.sold().packageName()) + ": " + words.sold(purchase));
        String name = purchase.customer().name();
        customer.setText(SafeText.line(name) + " (" + purchase.customer().id() + ")");
        created.setText(purchase.course()
                .paidAt()
                .map(paid -> kit.texts()
                        .get(
                                "purchases.created.paid",
                                kit.times().exact(purchase.course().createdAt()),
                                kit.times().exact(paid)))
                .orElseGet(() -> kit.times().exact(purchase.course().createdAt())));
        id(session, purchase.stripe().sessionId());
        id(payment, purchase.stripe().paymentId());
        refunds.getChildren().setAll(lines(now));
        showIf(form, model.isRefundable(now));
    }

    private void id(Hyperlink link, Optional<String> id) {
        link.setText(id.map(SafeText::line).orElse("-"));
        link.setDisable(id.isEmpty());
        id.ifPresent(known -> link.setOnAction(click -> model.copy(known)));
    }

    private List<Node> lines(PurchaseDetailViewModel.Shown now) {
        List<Node> lines = new ArrayList<>();
        now.asked().forEach(entry -> lines.add(asked(entry)));
        now.back().refunds().forEach(refund -> lines.add(refund(refund)));
        now.back().disputes().forEach(dispute -> lines.add(dispute(dispute)));
        if (lines.isEmpty()) {
            Label nothing = new Label(kit.texts().get("purchases.no_refunds"));
            nothing.getStyleClass().add("text-muted");
            lines.add(nothing);
        }
        return lines;
    }

    private Node asked(OutboxEntry entry) {
        VBox box = new VBox(line(model.words().asked(entry)));
        if (model.isRetried(entry)) {
            Hyperlink again = new Hyperlink(kit.texts().get("purchases.retry"));
            again.setOnAction(click -> model.retry(entry));
            box.getChildren().add(again);
        }
        box.getStyleClass().add(entry.status() == OutboxEntry.Status.WAITING ? "purchase-asked" : "purchase-trouble");
        return box;
    }

    private Node refund(PurchaseRefund refund) {
        VBox box = new VBox(line(model.words().refund(refund)));
        refund.booked().entryId().ifPresent(entry -> {
            Hyperlink open = new Hyperlink(kit.texts().get("purchases.entry", Long.toString(entry)));
            open.setOnAction(click -> model.openEntry(entry));
            box.getChildren().add(open);
        });
        box.getStyleClass().add("purchase-refund");
        return box;
    }

    private Node dispute(PurchaseDispute dispute) {
        Hyperlink open = new Hyperlink(kit.texts().get("purchases.dispute.open"));
        open.setOnAction(click -> model.openDispute(dispute.id()));
        VBox box = new VBox(line(model.words().dispute(dispute)), open);
        box.getStyleClass().add("purchase-trouble");
        return box;
    }

    private static Label line(String text) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(javafx.scene.layout.Region.USE_PREF_SIZE);
        return label;
    }

    private static void showIf(Node node, boolean condition) {
        node.setVisible(condition);
        node.setManaged(condition);
    }
}
