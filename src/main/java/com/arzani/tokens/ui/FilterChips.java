package com.arzani.tokens.ui;

import java.util.function.Consumer;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Hyperlink;
import javafx.scene.layout.FlowPane;
import org.kordamp.ikonli.javafx.FontIcon;

/// The filters in force as chips, each removed by a click or Delete, all by one link.
public final class FilterChips extends FlowPane {
    private ObservableList<FilterChip> chips;
    private Texts texts;
    private Consumer<FilterChip> onRemove = chip -> {};
    private Runnable onClear = () -> {};

    public FilterChips() {
        super(6, 6);
        getStyleClass().add("filter-chips");
        setManaged(false);
        setVisible(false);
    }

    /// Shows a view-model's chips; call once, when the screen is made.
    public void show(ObservableList<FilterChip> filters, Texts words, Consumer<FilterChip> remove, Runnable clear) {
        chips = filters;
        texts = words;
        onRemove = remove;
        onClear = clear;
        filters.addListener((ListChangeListener<FilterChip>) change -> rebuild());
        rebuild();
    }

    private void rebuild() {
        getChildren().clear();
        chips.forEach(chip -> getChildren().add(button(chip)));
        if (chips.size() > 1) {
            Hyperlink clear = new Hyperlink(texts.get("filters.clear"));
            clear.setOnAction(click -> onClear.run());
            getChildren().add(clear);
        }
        setVisible(!chips.isEmpty());
        setManaged(!chips.isEmpty());
    }

    private Button button(FilterChip chip) {
        Button button = new Button(chip.text(), new FontIcon("fth-x"));
        button.setMnemonicParsing(false);
        button.setContentDisplay(ContentDisplay.RIGHT);
        button.getStyleClass().add("filter-chip");
        button.setAccessibleText(texts.get("filters.remove", chip.text()));
        button.setOnAction(click -> onRemove.accept(chip));
        button.setOnKeyPressed(key -> {
            switch (key.getCode()) {
                case DELETE, BACK_SPACE -> onRemove.accept(chip);
                default -> {}
            }
        });
        return button;
    }
}
