package com.arzani.tokens.screens.packages;

import com.arzani.tokens.catalog.PackageField;
import com.arzani.tokens.ui.Banner;
import com.arzani.tokens.ui.FormField;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.SafeLabel;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;

/// Binds the form, the card as a customer sees it, and what changes.
public final class PackageEditorController {
    @FXML
    private VBox root;

    @FXML
    private SafeLabel title;

    @FXML
    private SafeLabel whose;

    @FXML
    private Banner editorBanner;

    @FXML
    private FormField nameField;

    @FXML
    private TextField name;

    @FXML
    private FormField descriptionField;

    @FXML
    private TextField description;

    @FXML
    private FormField tokensField;

    @FXML
    private TextField tokens;

    @FXML
    private FormField bonusField;

    @FXML
    private TextField bonus;

    @FXML
    private FormField priceField;

    @FXML
    private TextField price;

    @FXML
    private CheckBox active;

    @FXML
    private CheckBox recommended;

    @FXML
    private PackageCard card;

    @FXML
    private VBox changesPart;

    @FXML
    private ChangeTable editorChanges;

    @FXML
    private VBox theirsPart;

    @FXML
    private SafeLabel theirsTitle;

    @FXML
    private ChangeTable theirs;

    @FXML
    private Button takeTheirs;

    @FXML
    private Button keepMine;

    @FXML
    private TextField editorReason;

    @FXML
    private Button save;

    @FXML
    private Button publish;

    @FXML
    private Button discard;

    @FXML
    private Button close;

    private final Kit kit;
    private final PackageEditorViewModel model;

    public PackageEditorController(Kit kit, PackageEditorViewModel model) {
        this.kit = kit;
        this.model = model;
    }

    @FXML
    private void initialize() {
        shownWhile(root, model.open);
        title.customerTextProperty().bind(model.title);
        whose.customerTextProperty().bind(model.whose);
        shownWhile(whose, model.whose.isNotEmpty());
        editorBanner.show(model.failure, kit, null);
        bindForm();
        bindConflict();
        editorChanges.setItems(model.changes);
        editorReason.textProperty().bindBidirectional(model.reason);
        bind(save, model.canSave, model::save);
        bind(publish, model.canPublish, model::publish);
        bind(discard, model.canDiscard, model::discard);
        close.setOnAction(click -> model.close());
        root.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        card.show(model.form.contentProperty(), kit.texts());
        model.open.addListener((value, old, open) -> focusIf(open));
    }

    private void bindForm() {
        name.textProperty().bindBidirectional(model.form.name);
        description.textProperty().bindBidirectional(model.form.description);
        tokens.textProperty().bindBidirectional(model.form.tokens);
        bonus.textProperty().bindBidirectional(model.form.bonus);
        price.textProperty().bindBidirectional(model.form.price);
        active.selectedProperty().bindBidirectional(model.form.active);
        recommended.selectedProperty().bindBidirectional(model.form.recommended);
        nameField.problemProperty().bind(model.form.problem(PackageField.NAME));
        descriptionField.problemProperty().bind(model.form.problem(PackageField.DESCRIPTION));
        tokensField.problemProperty().bind(model.form.problem(PackageField.TOKENS));
        bonusField.problemProperty().bind(model.form.problem(PackageField.BONUS));
        priceField.problemProperty().bind(model.form.problem(PackageField.PRICE));
    }

    private void bindConflict() {
        shownWhile(theirsPart, model.meanwhile.isNotNull());
        shownWhile(changesPart, model.meanwhile.isNull());
        theirs.setItems(model.theirs);
        theirsTitle
                .customerTextProperty()
                .bind(model.meanwhile.map(now -> kit.texts()
                        .get("packages.theirs.title", now.by(), kit.times().relative(now.at()))));
        takeTheirs.setOnAction(click -> model.takeTheirs());
        keepMine.setOnAction(click -> model.keepMine());
    }

    private static void bind(Button button, javafx.beans.value.ObservableValue<Boolean> enabled, Runnable action) {
        button.disableProperty().bind(enabled.map(may -> !may));
        button.setOnAction(click -> action.run());
    }

    private static void shownWhile(Node node, javafx.beans.value.ObservableValue<Boolean> condition) {
        node.visibleProperty().bind(condition);
        node.managedProperty().bind(node.visibleProperty());
    }

    private void pressed(KeyEvent key) {
        if (key.getCode() == KeyCode.ESCAPE) {
            model.close();
            key.consume();
        } else if (key.getCode() == KeyCode.ENTER && key.isShortcutDown() && model.canPublish.get()) {
            model.publish();
            key.consume();
        }
    }

    private void focusIf(boolean open) {
        if (open) {
            javafx.application.Platform.runLater(name::requestFocus);
        }
    }
}
