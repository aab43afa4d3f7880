package com.arzani.tokens.screens.shell;

import com.arzani.tokens.ui.Activities;
import com.arzani.tokens.ui.Activity;
import com.arzani.tokens.ui.Link;
import com.arzani.tokens.ui.Target;
import com.arzani.tokens.ui.Texts;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.javafx.FontIcon;

/// Binds the status bar: the database, what runs in the background, the notices, and who is signed in.
public final class StatusBarController {
    @FXML
    private Label database;

    @FXML
    private FontIcon databaseIcon;

    @FXML
    private HBox task;

    @FXML
    private Hyperlink taskName;

    @FXML
    private ProgressBar taskProgress;

    @FXML
    private Label taskStep;

    @FXML
    private Button taskCancel;

    @FXML
    private Label lastResult;

    @FXML
    private Button notices;

    @FXML
    private Label person;

    private final ShellViewModel model;
    private final Texts texts;

    public StatusBarController(ShellViewModel model) {
        this.model = model;
        this.texts = model.parts().kit().texts();
    }

    @FXML
    private void initialize() {
        Link link = model.parts().link();
        link.stateProperty().addListener((value, old, now) -> showLink(link));
        showLink(link);
        Activities activities = model.parts().activities();
        activities.running().addListener((ListChangeListener<Activity>) change -> showTask(activities));
        showTask(activities);
        lastResult.textProperty().bind(activities.lastResultProperty());
        lastResult.visibleProperty().bind(task.visibleProperty().not());
        lastResult.managedProperty().bind(lastResult.visibleProperty());
        var unread = model.parts().kit().notices().unreadProperty();
        notices.textProperty()
                .bind(Bindings.createStringBinding(() -> texts.get("shell.notices.count", unread.get()), unread));
        notices.setOnAction(click -> model.noticesShown.set(!model.noticesShown.get()));
        ShellParts.Person who = model.parts().person();
        person.setText(texts.get("shell.person", who.operator(), who.role()));
    }

    private void showLink(Link link) {
        boolean reached = link.stateProperty().get() == Link.State.REACHED;
        database.setText(texts.get(reached ? "shell.database.reached" : "shell.database.away", link.name()));
        databaseIcon.setIconLiteral(reached ? "fth-database" : "fth-alert-triangle");
        database.getStyleClass().removeAll("status-away");
        if (!reached) {
            database.getStyleClass().add("status-away");
        }
    }

    private void showTask(Activities activities) {
        Activity activity =
                activities.running().isEmpty() ? null : activities.running().getFirst();
        task.setVisible(activity != null);
        task.setManaged(activity != null);
        taskProgress.progressProperty().unbind();
        taskStep.textProperty().unbind();
        if (activity != null) {
            taskName.setText(activity.name());
            taskName.setOnAction(click -> openScreen(activity));
            taskProgress.progressProperty().bind(activity.progressProperty());
            taskStep.textProperty().bind(activity.stepProperty());
            taskCancel.setOnAction(click -> activity.cancel());
        }
    }

    private void openScreen(Activity activity) {
        if (!activity.screen().isEmpty()) {
            model.history().open(Target.of(activity.screen()));
        }
    }
}
