package com.arzani.tokens.screens.bulk;

import com.arzani.tokens.ui.ScreenController;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/// A new batch, and those of before. Ctrl+O opens a file, Ctrl+Enter rehearses and then runs.
public final class BulkController implements ScreenController {
    @FXML
    private Node root;

    @FXML
    private TabPane tabs;

    @FXML
    private Tab earlier;

    @FXML
    private BulkRunController runPaneController;

    private final BulkSheetViewModel sheet;
    private final BulkBatchesViewModel batches;

    public BulkController(BulkSheetViewModel sheet, BulkRunViewModel run, BulkBatchesViewModel batches) {
        this.sheet = sheet;
        this.batches = batches;
        run.onRun(batches::refresh);
    }

    @FXML
    private void initialize() {
        root.addEventFilter(KeyEvent.KEY_PRESSED, key -> {
            if (shortcut(KeyCode.O).match(key)) {
                sheet.openFile();
                key.consume();
            } else if (shortcut(KeyCode.ENTER).match(key) && !earlier.isSelected()) {
                runPaneController.goOn();
                key.consume();
            }
        });
        tabs.getSelectionModel().selectedItemProperty().addListener((value, old, now) -> {
            if (now == earlier) {
                batches.refresh();
            }
        });
    }

    private static KeyCodeCombination shortcut(KeyCode code) {
        return new KeyCodeCombination(code, KeyCombination.SHORTCUT_DOWN);
    }

    @Override
    public void activate() {
        sheet.activate();
        batches.load();
    }

    @Override
    public void refresh() {
        batches.refresh();
    }
}
