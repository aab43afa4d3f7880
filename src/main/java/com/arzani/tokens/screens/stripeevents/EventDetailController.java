package com.arzani.tokens.screens.stripeevents;

import com.arzani.tokens.payments.inbox.EventStatus;
import com.arzani.tokens.payments.inbox.KeptEvent;
import com.arzani.tokens.ui.BadgeLabel;
import com.arzani.tokens.ui.Banner;
import com.arzani.tokens.ui.FormField;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.SafeText;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;

/// The chosen event with its payload and its replay.
public final class EventDetailController {
    @FXML
    private Label title;

    @FXML
    private BadgeLabel status;

    @FXML
    private Label cause;

    @FXML
    private Label eventId;

    @FXML
    private Button copyEventId;

    @FXML
    private Label objectId;

    @FXML
    private Button copyObjectId;

    @FXML
    private Label received;

    @FXML
    private Label attempts;

    @FXML
    private Label version;

    @FXML
    private FlowPane changed;

    @FXML
    private TextArea payload;

    @FXML
    private Node form;

    @FXML
    private Banner replayBanner;

    @FXML
    private FormField reasonField;

    @FXML
    private TextArea reason;

    @FXML
    private Button replay;

    @FXML
    private Button close;

    private final Kit kit;
    private EventDetailViewModel model;

    public EventDetailController(Kit kit) {
        this.kit = kit;
    }

    void bind(EventDetailViewModel detail) {
        model = detail;
        detail.event.subscribe(this::show);
        payload.textProperty().bind(detail.payload);
        copyEventId.setOnAction(click -> detail.copyEventId());
        copyObjectId.setOnAction(click -> detail.copyObjectId());
        close.setOnAction(click -> detail.close());
        form.visibleProperty().bind(detail.mayReplay);
        form.managedProperty().bind(detail.mayReplay);
        reason.textProperty().bindBidirectional(detail.reason);
        reason.addEventFilter(KeyEvent.KEY_PRESSED, this::onKey);
        reasonField.problemProperty().bind(Bindings.createStringBinding(detail::reasonProblem, detail.reason));
        replay.disableProperty().bind(detail.canReplay.not());
        replay.setOnAction(click -> detail.replay());
        replayBanner.show(detail.failure, kit, null);
    }

    private void onKey(KeyEvent key) {
        if (key.isShortcutDown() && key.getCode() == KeyCode.ENTER && model.canReplay.get()) {
            model.replay();
            key.consume();
        }
    }

    /// Where Enter in the list leads.
    void focusReason() {
        if (form.isVisible()) {
            reason.requestFocus();
        } else {
            payload.requestFocus();
        }
    }

    private void show(KeptEvent kept) {
        if (kept == null) {
            return;
        }
        EventWords words = model.words();
        title.setText(SafeText.line(kept.event().type()));
        status.setBadge(words.badge(kept.work().status()));
        String why = kept.work().cause().map(words::cause).orElse("");
        cause.setText(why);
        showIf(cause, !why.isEmpty());
        EventStatus state = kept.work().status();
        boolean calm = state == EventStatus.PROCESSED || state == EventStatus.IGNORED;
        cause.getStyleClass().setAll("label", calm ? "text-muted" : "event-cause");
        eventId.setText(SafeText.line(kept.event().id()));
        String object = kept.event().objectId();
        objectId.setText(object.isEmpty() ? kit.texts().get("stripeevents.no_object") : SafeText.line(object));
        showIf(copyObjectId, !object.isEmpty());
        received.setText(kit.times().exact(kept.work().receivedAt()));
        attempts.setText(kept.work()
                .due()
                .map(due -> kit.texts()
                        .get(
                                "stripeevents.attempts.next",
                                kept.work().attempts(),
                                kit.times().relative(due)))
                .orElse(Integer.toString(kept.work().attempts())));
        String mode = kit.texts().get(kept.event().origin().live() ? "stripeevents.live" : "stripeevents.test");
        version.setText(SafeText.line(kept.event().apiVersion().orElse("-")) + ", " + mode);
        changed.getChildren().setAll(links(kept));
    }

    private List<Node> links(KeptEvent kept) {
        List<Node> links = new java.util.ArrayList<>();
        kept.changed().order().ifPresent(order -> {
            String text = kit.texts().get("stripeevents.changed.order", Long.toString(order));
            links.add(link(text, model::openOrder));
        });
        for (long entry : kept.changed().entries()) {
            String text = kit.texts().get("stripeevents.changed.entry", Long.toString(entry));
            links.add(link(text, () -> model.openEntry(entry)));
        }
        if (links.isEmpty()) {
            Label nothing = new Label(kit.texts().get("stripeevents.changed.nothing"));
            nothing.getStyleClass().add("text-muted");
            links.add(nothing);
        }
        return links;
    }

    private static Hyperlink link(String text, Runnable open) {
        Hyperlink link = new Hyperlink(text);
        link.setOnAction(click -> open.run());
        return link;
    }

    private static void showIf(Node node, boolean condition) {
        node.setVisible(condition);
        node.setManaged(condition);
    }
}
