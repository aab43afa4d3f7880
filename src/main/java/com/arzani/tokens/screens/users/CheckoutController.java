package com.arzani.tokens.screens.users;

import com.arzani.tokens.payments.checkout.CheckoutLink;
import com.arzani.tokens.payments.checkout.CheckoutOffer;
import com.arzani.tokens.ui.BadgeLabel;
import com.arzani.tokens.ui.Banner;
import com.arzani.tokens.ui.Kit;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
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

/// The panel in which a checkout link is made; it takes the place of the user's lists while it is open.
public final class CheckoutController {
    @FXML
    private Node checkoutPanel;

    @FXML
    private Banner checkoutBanner;

    @FXML
    private Node checkoutForm;

    @FXML
    private ComboBox<CheckoutOffer> checkoutPackage;

    @FXML
    private Button createCheckout;

    @FXML
    private Label checkoutPreview;

    @FXML
    private Node checkoutResult;

    @FXML
    private BadgeLabel checkoutState;

    @FXML
    private Label checkoutText;

    @FXML
    private Node checkoutUrlBox;

    @FXML
    private TextField checkoutUrl;

    @FXML
    private Button copyCheckout;

    @FXML
    private Button anotherCheckout;

    @FXML
    private Button closeCheckout;

    private final Kit kit;
    private final CheckoutViewModel model;

    public CheckoutController(Kit kit, CheckoutViewModel model) {
        this.kit = kit;
        this.model = model;
    }

    @FXML
    private void initialize() {
        showIf(checkoutPanel, model.open);
        showIf(checkoutForm, model.link.isNull());
        showIf(checkoutPreview, model.link.isNull());
        showIf(checkoutResult, model.link.isNotNull());
        checkoutBanner.show(model.failure, kit, null);
        checkoutPackage.setItems(model.offers);
        checkoutPackage.setConverter(new OfferWords());
        checkoutPackage.valueProperty().bindBidirectional(model.chosen);
        checkoutPreview.textProperty().bind(Bindings.createStringBinding(model::preview, model.chosen));
        createCheckout.disableProperty().bind(model.canCreate.not());
        createCheckout.setOnAction(click -> model.create());
        copyCheckout.setOnAction(click -> model.copy());
        anotherCheckout.setOnAction(click -> model.ask());
        closeCheckout.setOnAction(click -> model.close());
        checkoutPanel.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        model.open.addListener((value, was, open) -> focusForm(open));
        model.link.addListener((value, old, now) -> tell(old, now));
    }

    private void pressed(KeyEvent key) {
        if (key.isShortcutDown() && key.getCode() == KeyCode.ENTER) {
            model.create();
            key.consume();
        } else if (key.getCode() == KeyCode.ESCAPE) {
            model.close();
            key.consume();
        }
    }

    private void focusForm(boolean open) {
        if (open) {
            // Only what is shown takes the focus, and it is shown after this pulse.
            Platform.runLater(checkoutPackage::requestFocus);
        }
    }

    private void tell(CheckoutLink old, CheckoutLink now) {
        if (now == null) {
            focusForm(model.open.get());
            return;
        }
        checkoutState.setBadge(model.badge(now));
        checkoutText.setText(model.words(now));
        boolean payable = now.state() == CheckoutLink.State.OPEN && now.url().isPresent();
        boolean wasPayable = checkoutUrlBox.isVisible() && old != null;
        checkoutUrl.setText(payable ? now.url().get() : "");
        checkoutUrlBox.setVisible(payable);
        checkoutUrlBox.setManaged(payable);
        if (payable && !wasPayable) {
            Platform.runLater(copyCheckout::requestFocus);
        } else if (old == null) {
            Platform.runLater(anotherCheckout::requestFocus);
        }
    }

    private static void showIf(Node node, ObservableBooleanValue condition) {
        node.visibleProperty().bind(condition);
        node.managedProperty().bind(condition);
    }

    private final class OfferWords extends StringConverter<CheckoutOffer> {
        @Override
        public String toString(CheckoutOffer offer) {
            return model.offerWords(offer);
        }

        @Override
        public CheckoutOffer fromString(String words) {
            throw new UnsupportedOperationException("the box is not editable");
        }
    }
}
