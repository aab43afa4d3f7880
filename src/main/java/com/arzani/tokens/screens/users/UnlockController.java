package com.arzani.tokens.screens.users;

import com.arzani.tokens.ledger.ReasonCode;
import com.arzani.tokens.market.OwnListing;
import com.arzani.tokens.ui.Banner;
import com.arzani.tokens.ui.FormField;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.SafeText;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.beans.Observable;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.beans.value.ObservableBooleanValue;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.util.StringConverter;

/// The panel in which access to analytics is given or taken back; it takes the place of the user's lists while it is
/// open.
public final class UnlockController {
    @FXML
    private Node unlockPanel;

    @FXML
    private Label unlockTitle;

    @FXML
    private Banner unlockBanner;

    @FXML
    private Node unlockListingField;

    @FXML
    private ComboBox<OwnListing> unlockListing;

    @FXML
    private FormField unlockDaysField;

    @FXML
    private TextField unlockDays;

    @FXML
    private ComboBox<ReasonCode> unlockReason;

    @FXML
    private FormField unlockNoteField;

    @FXML
    private TextField unlockNote;

    @FXML
    private Label unlockPreview;

    @FXML
    private Button sendUnlock;

    @FXML
    private Button closeUnlock;

    private final Kit kit;
    private final UnlockViewModel model;

    public UnlockController(Kit kit, UnlockViewModel model) {
        this.kit = kit;
        this.model = model;
    }

    @FXML
    private void initialize() {
        showIf(unlockPanel, model.open);
        showIf(unlockListingField, model.taken.isNull());
        showIf(unlockDaysField, model.taken.isNull());
        unlockBanner.show(model.failure, kit, null);
        unlockTitle.textProperty().bind(words(this::title, model.taken));
        unlockListing.setItems(model.listings);
        unlockListing.valueProperty().bindBidirectional(model.listing);
        unlockListing.setConverter(converter(listing -> kit.texts()
                .get("users.unlock.listing.choice", SafeText.line(listing.name()), Long.toString(listing.id()))));
        unlockDays.textProperty().bindBidirectional(model.days);
        unlockDaysField.problemProperty().bind(words(model::daysProblem, model.days));
        unlockReason.setItems(model.reasons);
        unlockReason.valueProperty().bindBidirectional(model.reason);
        unlockReason.setConverter(converter(this::reasonWords));
        unlockNote.textProperty().bindBidirectional(model.note);
        unlockNoteField.problemProperty().bind(words(model::noteProblem, model.note));
        unlockPreview.textProperty().bind(words(model::preview, model.taken, model.listing, model.days, model.back));
        sendUnlock.textProperty().bind(words(model::verb, model.taken, model.days, model.back));
        sendUnlock.disableProperty().bind(model.canSend.not());
        sendUnlock.setOnAction(click -> model.send());
        closeUnlock.setOnAction(click -> model.close());
        unlockPanel.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        model.open.addListener((value, was, open) -> {
            if (open) {
                // Only what is shown takes the focus, and it is shown after this pulse.
                Platform.runLater(model.taken.get() == null ? unlockListing::requestFocus : unlockReason::requestFocus);
            }
        });
    }

    private String title() {
        return kit.texts().get(model.taken.get() == null ? "users.unlock.title.give" : "users.unlock.title.take");
    }

    private String reasonWords(ReasonCode reason) {
        String key = "ledger.reason." + reason.code();
        return kit.texts().has(key) ? kit.texts().get(key) : reason.code();
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

    private static StringBinding words(Supplier<String> words, Observable... of) {
        return Bindings.createStringBinding(words::get, of);
    }

    private static void showIf(Node node, ObservableBooleanValue condition) {
        node.visibleProperty().bind(condition);
        node.managedProperty().bind(condition);
    }

    private static <T> StringConverter<T> converter(Function<T, String> words) {
        return new StringConverter<>() {
            @Override
            public String toString(T value) {
                return value == null ? "" : words.apply(value);
            }

            @Override
            public T fromString(String text) {
                throw new UnsupportedOperationException("the box is not editable");
            }
        };
    }
}
