package com.arzani.tokens.screens.users;

import com.arzani.tokens.ui.Banner;
import com.arzani.tokens.ui.FormField;
import com.arzani.tokens.ui.Kit;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// The panel in which a user is blocked or their block is ended; it takes the place of the user's lists while it is
/// open.
public final class BlockController {
    @FXML
    private Node blockPanel;

    @FXML
    private Label blockTitle;

    @FXML
    private Label blockEffect;

    @FXML
    private Banner blockBanner;

    @FXML
    private FormField blockReasonField;

    @FXML
    private TextArea blockReason;

    @FXML
    private Button sendBlock;

    @FXML
    private Button closeBlock;

    private final Kit kit;
    private final BlockViewModel model;

    public BlockController(Kit kit, BlockViewModel model) {
        this.kit = kit;
        this.model = model;
    }

    @FXML
    private void initialize() {
        blockPanel.visibleProperty().bind(model.open);
        blockPanel.managedProperty().bind(model.open);
        blockBanner.show(model.failure, kit, null);
        blockTitle.textProperty().bind(words("title"));
        blockEffect.textProperty().bind(words("effect"));
        sendBlock.textProperty().bind(words("do"));
        blockReason.textProperty().bindBidirectional(model.reason);
        blockReasonField.problemProperty().bind(model.reasonProblem);
        sendBlock.disableProperty().bind(model.canSend.not());
        sendBlock.setOnAction(click -> model.send());
        closeBlock.setOnAction(click -> model.close());
        blockPanel.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        model.open.addListener((value, was, open) -> {
            if (open) {
                // Only what is shown takes the focus, and it is shown after this pulse.
                Platform.runLater(blockReason::requestFocus);
            }
        });
    }

    private StringBinding words(String part) {
        return Bindings.createStringBinding(() -> model.words(part), model.block);
    }

    private void pressed(KeyEvent key) {
        if (key.isShortcutDown() && key.getCode() == KeyCode.ENTER) {
            model.send();
            key.consume();
        } else if (key.getCode() == KeyCode.ESCAPE) {
            model.close();
            key.consume();
        }
    }
}
