package com.arzani.tokens.screens.shell;

import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Notice;
import com.arzani.tokens.ui.Notices;
import com.arzani.tokens.ui.Severity;
import javafx.animation.PauseTransition;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.kordamp.ikonli.javafx.FontIcon;

/// Shows each new notice for a while at the lower right, and all of them in a panel.
public final class NoticesController {
    private static final Duration SHOWN = Duration.seconds(8);
    private static final int TOASTS_MAX = 3;

    @FXML
    private VBox toasts;

    @FXML
    private VBox panel;

    @FXML
    private VBox list;

    @FXML
    private Label none;

    private final Kit kit;
    private final ShellViewModel model;
    private final Notices notices;

    public NoticesController(ShellViewModel model) {
        this.model = model;
        this.kit = model.parts().kit();
        this.notices = kit.notices();
    }

    @FXML
    private void initialize() {
        panel.visibleProperty().bind(model.noticesShown);
        panel.managedProperty().bind(model.noticesShown);
        none.visibleProperty().bind(Bindings.isEmpty(notices.all()));
        none.managedProperty().bind(none.visibleProperty());
        notices.all().addListener((ListChangeListener<Notice>) this::onChange);
        model.noticesShown.addListener((value, old, shown) -> fill());
    }

    private void onChange(ListChangeListener.Change<? extends Notice> change) {
        while (change.next()) {
            if (change.wasAdded() && !change.wasReplaced() && !model.noticesShown.get()) {
                change.getAddedSubList().forEach(this::toast);
            }
        }
        fill();
    }

    private void toast(Notice notice) {
        Node card = card(notice);
        toasts.getChildren().addFirst(card);
        if (toasts.getChildren().size() > TOASTS_MAX) {
            toasts.getChildren().removeLast();
        }
        if (notice.severity() == Severity.DANGER) {
            return;
        }
        PauseTransition wait = new PauseTransition(SHOWN);
        wait.setOnFinished(end -> toasts.getChildren().remove(card));
        card.setOnMouseEntered(enter -> wait.stop());
        card.setOnMouseExited(exit -> wait.playFromStart());
        wait.play();
    }

    private void fill() {
        list.getChildren().clear();
        if (model.noticesShown.get()) {
            notices.markRead();
            notices.all().forEach(notice -> list.getChildren().add(card(notice)));
        }
    }

    private HBox card(Notice notice) {
        FontIcon icon = new FontIcon(notice.severity().icon());
        Label text = new Label(notice.text());
        text.setWrapText(true);
        text.setMnemonicParsing(false);
        text.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(text, Priority.ALWAYS);
        Label time = new Label(kit.times().relative(notice.at()));
        time.getStyleClass().add("notice-time");
        time.setMinWidth(Label.USE_PREF_SIZE);
        time.setTooltip(new Tooltip(kit.times().exact(notice.at())));
        HBox card = new HBox(10, icon, text, time);
        card.setAlignment(Pos.CENTER_LEFT);
        card.getStyleClass().addAll("notice", notice.severity().styleClass());
        card.setAccessibleText(kit.texts().get(notice.severity().textKey()) + ": " + notice.text());
        if (notice.hasAction()) {
            card.getChildren().add(2, action(notice, card));
        }
        card.getChildren().add(close(notice, card));
        return card;
    }

    private Button action(Notice notice, Node card) {
        Button act = new Button(notice.actionText());
        act.getStyleClass().addAll("notice-action", "small");
        act.setMinWidth(Button.USE_PREF_SIZE);
        act.setOnAction(click -> {
            toasts.getChildren().remove(card);
            notices.dismiss(notice);
            notice.action().run();
        });
        return act;
    }

    private Button close(Notice notice, Node card) {
        Button close = new Button(null, new FontIcon("fth-x"));
        close.getStyleClass().addAll("flat", "small", "button-icon");
        close.setAccessibleText(kit.texts().get("shell.notices.dismiss"));
        close.setOnAction(click -> {
            toasts.getChildren().remove(card);
            notices.dismiss(notice);
        });
        return close;
    }
}
