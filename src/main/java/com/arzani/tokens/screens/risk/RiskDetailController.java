package com.arzani.tokens.screens.risk;

import com.arzani.tokens.payments.risk.RiskCase;
import com.arzani.tokens.payments.risk.RiskReview;
import com.arzani.tokens.ui.BadgeLabel;
import com.arzani.tokens.ui.Banner;
import com.arzani.tokens.ui.FormField;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.SafeText;
import java.util.EnumMap;
import java.util.Map;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;

/// The chosen review: what was bought and is held, the evidence, the customer in numbers, the notes, and the decision.
public final class RiskDetailController {
    @FXML
    private Label title;

    @FXML
    private BadgeLabel score;

    @FXML
    private BadgeLabel state;

    @FXML
    private Button close;

    @FXML
    private Hyperlink customer;

    @FXML
    private Hyperlink order;

    @FXML
    private Hyperlink entries;

    @FXML
    private Label standing;

    @FXML
    private Label blocked;

    @FXML
    private VBox evidence;

    @FXML
    private Label numbers;

    @FXML
    private Node notesBox;

    @FXML
    private Label notes;

    @FXML
    private ToggleButton release;

    @FXML
    private ToggleButton refund;

    @FXML
    private ToggleButton block;

    @FXML
    private ToggleButton unblock;

    @FXML
    private ToggleButton comment;

    @FXML
    private Banner actionBanner;

    @FXML
    private Label effect;

    @FXML
    private FormField reasonField;

    @FXML
    private TextArea reason;

    @FXML
    private Button send;

    private final Kit kit;
    private final ToggleGroup actions = new ToggleGroup();
    private final Map<RiskAction, ToggleButton> buttons = new EnumMap<>(RiskAction.class);
    private RiskDetailViewModel model;

    public RiskDetailController(Kit kit) {
        this.kit = kit;
    }

    void bind(RiskDetailViewModel detail) {
        model = detail;
        buttons.putAll(Map.of(
                RiskAction.RELEASE, release,
                RiskAction.REFUND, refund,
                RiskAction.BLOCK, block,
                RiskAction.UNBLOCK, unblock,
                RiskAction.COMMENT, comment));
        buttons.forEach((action, button) -> {
            button.setToggleGroup(actions);
            button.setOnAction(click -> begin(action));
        });
        detail.about.subscribe(this::show);
        detail.action.subscribe(this::mark);
        reason.textProperty().bindBidirectional(detail.reason);
        reason.addEventFilter(KeyEvent.KEY_PRESSED, this::onKey);
        reasonField.problemProperty().bind(Bindings.createStringBinding(detail::reasonProblem, detail.reason));
        effect.textProperty().bind(Bindings.createStringBinding(detail::effect, detail.about, detail.action));
        send.disableProperty().bind(detail.canSend.not());
        send.setOnAction(click -> detail.send());
        actionBanner.show(detail.failure, kit, null);
        close.setOnAction(click -> detail.close());
        customer.setOnAction(click -> detail.openCustomer());
        order.setOnAction(click -> detail.openOrder());
        entries.setOnAction(click -> detail.openEntries());
    }

    private void onKey(KeyEvent key) {
        if (key.isShortcutDown() && key.getCode() == KeyCode.ENTER) {
            model.send();
            key.consume();
        }
    }

    /// The letter of an action was pressed.
    boolean choose(String letter) {
        return model.actions()
                .filter(action -> kit.texts().get("risk.key." + action.code()).equalsIgnoreCase(letter))
                .findFirst()
                .map(this::begin)
                .isPresent();
    }

    /// Goes to the reason for an action, or (null) for the one that is chosen.
    boolean begin(RiskAction action) {
        if (action != null) {
            model.action.set(action);
        }
        mark(model.action.get());
        reason.requestFocus();
        reason.end();
        return true;
    }

    private void mark(RiskAction action) {
        actions.selectToggle(buttons.get(action));
        if (action != null) {
            send.setText(kit.texts().get("risk.do." + action.code()));
        }
    }

    private void show(RiskCase about) {
        if (about == null) {
            return;
        }
        RiskReview review = about.review();
        RiskWords words = model.words();
        title.setText(kit.texts().get("risk.detail.title", Long.toString(review.orderId())));
        score.setBadge(words.score(review.score()));
        state.setBadge(words.state(review));
        customer.setText(SafeText.line(review.customer().name()));
        order.setText(kit.texts()
                .get(
                        "risk.sold",
                        SafeText.line(review.sold().packageName()),
                        review.sold().tokens(),
                        review.sold().price().toString()));
        standing.setText(words.standing(review));
        about.block()
                .ifPresent(in -> blocked.setText(kit.texts()
                        .get("risk.blocked", in.by(), kit.times().relative(in.at()), SafeText.block(in.reason()))));
        showIf(blocked, about.block().isPresent());
        evidence.getChildren().setAll(new EvidenceTables(kit, words).of(about.judged()));
        numbers.setText(String.join(
                "\n", words.numbers(about, kit.times().relative(about.numbers().registeredAt()))));
        notes.setText(String.join(
                "\n",
                about.notes().stream()
                        .map(note -> kit.texts()
                                .get(
                                        "risk.note." + note.kind(),
                                        note.by(),
                                        kit.times().relative(note.at()),
                                        SafeText.block(note.text())))
                        .toList()));
        showIf(notesBox, !about.notes().isEmpty());
        buttons.forEach((action, button) -> showIf(button, model.actions().anyMatch(each -> each == action)));
    }

    private static void showIf(Node node, boolean condition) {
        node.setVisible(condition);
        node.setManaged(condition);
    }
}
