package com.arzani.tokens.ui;

import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.beans.value.ObservableStringValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// What a [KeyTable] says about its list: below the rows, and in place of them when there are none.
final class KeyTableStatus {
    private final Label count = new Label();
    private final Hyperlink further = new Hyperlink();
    private final Hyperlink newest = new Hyperlink();
    private final HBox footer = new HBox(8, count, further, spring(), newest);
    private final Label title = new Label();
    private final Label text = new Label();
    private final Button again = new Button();
    private final VBox words = new VBox(6, title, text, again);
    private final ProgressIndicator wheel = new ProgressIndicator();
    private final StackPane placeholder = new StackPane(words, wheel);

    KeyTableStatus() {
        footer.getStyleClass().add("key-table-footer");
        footer.setAlignment(Pos.CENTER_LEFT);
        words.setAlignment(Pos.CENTER);
        words.getStyleClass().add("key-table-words");
        title.getStyleClass().add("key-table-title");
        text.getStyleClass().add("key-table-text");
        text.setWrapText(true);
        wheel.setMaxSize(32, 32);
    }

    private static Region spring() {
        Region region = new Region();
        HBox.setHgrow(region, Priority.ALWAYS);
        return region;
    }

    Node footer() {
        return footer;
    }

    Node placeholder() {
        return placeholder;
    }

    void setEmptyAction(Node action) {
        words.getChildren().setAll(title, text, again);
        if (action != null) {
            words.getChildren().add(action);
            action.visibleProperty().bind(again.visibleProperty().not());
            action.managedProperty().bind(action.visibleProperty());
        }
    }

    void bind(
            KeyList<?, ?> list,
            Kit kit,
            ObservableStringValue emptyTitle,
            ObservableStringValue emptyText,
            Runnable jump) {
        var state = list.stateProperty();
        var failed = state.isEqualTo(KeyList.State.FAILED);
        var waiting = state.isEqualTo(KeyList.State.LOADING).or(state.isEqualTo(KeyList.State.NEW));
        Texts texts = kit.texts();
        count.textProperty().bind(footerText(list, texts));
        further.setText(texts.get("table.look_further"));
        further.setOnAction(click -> list.more());
        showIf(further, state.isEqualTo(KeyList.State.PAUSED));
        newest.setText(texts.get("table.newest"));
        newest.setOnAction(click -> jump.run());
        showIf(newest, Bindings.size(list).greaterThan(KeyList.PAGE_ROWS * 2));
        again.setText(texts.get("table.try_again"));
        again.setOnAction(click -> list.retry());
        showIf(again, failed);
        showIf(wheel, waiting.and(list.channel().slowProperty()));
        showIf(words, waiting.not());
        title.textProperty()
                .bind(Bindings.when(failed)
                        .then(texts.get("table.failed.title"))
                        .otherwise(emptyTitle));
        text.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> list.failureProperty().get() == null
                                ? emptyText.get()
                                : list.failureProperty().get().text(),
                        list.failureProperty(),
                        emptyText));
    }

    private static StringBinding footerText(KeyList<?, ?> list, Texts texts) {
        return Bindings.createStringBinding(
                () -> {
                    int rows = list.size();
                    return switch (list.stateProperty().get()) {
                        case END -> rows == 0 ? "" : texts.get("table.all", rows);
                        case PAUSED -> texts.get("table.paused", rows, list.lookedUntil());
                        case FAILED ->
                            list.failureProperty().get() == null || rows == 0
                                    ? ""
                                    : list.failureProperty().get().text();
                        default -> rows == 0 ? "" : texts.get("table.so_far", rows);
                    };
                },
                list.stateProperty(),
                list.failureProperty(),
                list);
    }

    private static void showIf(Node node, javafx.beans.value.ObservableBooleanValue condition) {
        node.visibleProperty().bind(condition);
        node.managedProperty().bind(condition);
    }
}
