package com.arzani.tokens.screens.shell;

import com.arzani.tokens.ui.Kit;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/// Binds the Ctrl+K field and what it found.
public final class PaletteController {
    private static final double ROW_HEIGHT = 34;

    @FXML
    private VBox palette;

    @FXML
    private ListView<PaletteHit> hits;

    @FXML
    private Label nothing;

    private final Kit kit;
    private final PaletteViewModel model;

    public PaletteController(Kit kit, PaletteViewModel model) {
        this.kit = kit;
        this.model = model;
    }

    @FXML
    private void initialize() {
        palette.visibleProperty().bind(model.open);
        palette.managedProperty().bind(model.open);
        hits.setItems(model.hits);
        hits.setFixedCellSize(ROW_HEIGHT);
        hits.setFocusTraversable(false);
        hits.prefHeightProperty()
                .bind(Bindings.size(model.hits).multiply(ROW_HEIGHT).add(2));
        hits.visibleProperty().bind(Bindings.isNotEmpty(model.hits));
        hits.managedProperty().bind(hits.visibleProperty());
        hits.setCellFactory(list -> new HitCell());
        hits.setOnMouseClicked(click -> {
            model.chosen.set(hits.getSelectionModel().getSelectedIndex());
            model.openChosen();
        });
        model.chosen.addListener((value, old, now) -> select());
        model.hits.addListener((javafx.collections.ListChangeListener<PaletteHit>) change -> select());
        nothing.visibleProperty().bind(Bindings.isEmpty(model.hits).or(model.failure.isNotNull()));
        nothing.managedProperty().bind(nothing.visibleProperty());
        nothing.textProperty().bind(Bindings.createStringBinding(this::words, model.answered, model.failure));
    }

    private String words() {
        if (model.failure.get() != null) {
            return model.failure.get().text();
        }
        return kit.texts().get(model.answered.get() ? "shell.find.nothing" : "shell.find.searching");
    }

    private void select() {
        hits.getSelectionModel().select(model.chosen.get());
        hits.scrollTo(Math.max(0, model.chosen.get() - 6));
    }

    /// Binds the field of the top bar, which is not part of this layout.
    void bind(TextField field) {
        field.textProperty().bindBidirectional(model.text);
        field.focusedProperty().addListener((value, old, focused) -> model.open.set(focused));
        field.setOnMouseClicked(click -> model.open.set(true));
        field.textProperty().addListener((value, old, now) -> {
            if (field.isFocused()) {
                model.open.set(true);
            }
        });
        field.addEventFilter(KeyEvent.KEY_PRESSED, key -> {
            switch (key.getCode()) {
                case DOWN -> move(key, 1);
                case UP -> move(key, -1);
                case ENTER -> {
                    model.openChosen();
                    key.consume();
                }
                default -> {}
            }
        });
        model.open.addListener((value, old, open) -> {
            if (!open && field.isFocused()) {
                field.getScene().getRoot().requestFocus();
            }
        });
    }

    private void move(KeyEvent key, int by) {
        model.move(by);
        key.consume();
    }

    private static final class HitCell extends ListCell<PaletteHit> {
        private final FontIcon icon = new FontIcon();
        private final Label title = new Label();
        private final Label detail = new Label();
        private final HBox line = new HBox(10, icon, title, detail);

        HitCell() {
            line.setAlignment(Pos.CENTER_LEFT);
            title.setMnemonicParsing(false);
            detail.setMnemonicParsing(false);
            title.setMinWidth(0);
            detail.getStyleClass().add("palette-detail");
        }

        @Override
        protected void updateItem(PaletteHit hit, boolean empty) {
            super.updateItem(hit, empty);
            if (empty || hit == null) {
                setGraphic(null);
            } else {
                icon.setIconLiteral(hit.icon());
                title.setText(hit.title());
                detail.setText(hit.detail());
                setAccessibleText(hit.title() + ", " + hit.detail());
                setGraphic(line);
            }
        }
    }
}
