package com.arzani.tokens.screens.users;

import com.arzani.tokens.ui.BadgeLabel;
import com.arzani.tokens.ui.Banner;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.SafeLabel;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;

/// One user's header, or why there is none.
public final class UserDetailController {
    private static final PseudoClass OWING = PseudoClass.getPseudoClass("owing");

    @FXML
    private Banner banner;

    @FXML
    private Node nothing;

    @FXML
    private Label emptyTitle;

    @FXML
    private Label emptyText;

    @FXML
    private Node content;

    @FXML
    private SafeLabel name;

    @FXML
    private Label idText;

    @FXML
    private Button copyId;

    @FXML
    private BadgeLabel buyer;

    @FXML
    private BadgeLabel seller;

    @FXML
    private BadgeLabel plan;

    @FXML
    private BadgeLabel tier;

    @FXML
    private Hyperlink openWallet;

    @FXML
    private Hyperlink openEntries;

    @FXML
    private Hyperlink openPurchases;

    @FXML
    private Hyperlink openAudit;

    @FXML
    private Hyperlink blocked;

    @FXML
    private Hyperlink balance;

    @FXML
    private Label owed;

    @FXML
    private Label expiring;

    @FXML
    private Label lastContact;

    @FXML
    private Label freeContacts;

    @FXML
    private Label since;

    @FXML
    private SafeLabel email;

    @FXML
    private Node emailBox;

    @FXML
    private Button newCheckout;

    @FXML
    private Node lists;

    private final Kit kit;
    private final UserDetailViewModel model;

    public UserDetailController(Kit kit, UserDetailViewModel model) {
        this.kit = kit;
        this.model = model;
    }

    @FXML
    private void initialize() {
        banner.show(model.failure, kit, model::refresh);
        emptyTitle.textProperty().bind(model.emptyTitle);
        emptyText.textProperty().bind(model.emptyText);
        content.visibleProperty().bind(model.header.isNotNull());
        nothing.visibleProperty().bind(model.header.isNull());
        copyId.setOnAction(click -> model.copyId());
        balance.setOnAction(click -> model.explain());
        newCheckout.setVisible(model.checkout.allowed());
        newCheckout.setManaged(model.checkout.allowed());
        newCheckout.disableProperty().bind(model.checkout.open);
        newCheckout.setOnAction(click -> model.checkout.ask());
        lists.visibleProperty().bind(model.checkout.open.not());
        blocked.textProperty().bind(model.blocked);
        blocked.visibleProperty().bind(model.blocked.isNotEmpty());
        blocked.managedProperty().bind(model.blocked.isNotEmpty());
        blocked.setOnAction(click -> model.openReviews());
        openWallet.setOnAction(click -> model.openWallet());
        openEntries.setOnAction(click -> model.openEntries());
        openPurchases.setOnAction(click -> model.openPurchases());
        openAudit.setOnAction(click -> model.openAudit());
        model.header.addListener((value, old, header) -> tell(header));
    }

    private void tell(UserHeader header) {
        if (header == null) {
            return;
        }
        name.setCustomerText(header.name());
        idText.setText(kit.texts().get("users.id", Long.toString(header.id())));
        buyer.setBadge(header.roles().buyer());
        seller.setBadge(header.roles().seller());
        plan.setBadge(header.roles().plan());
        tier.setBadge(header.roles().tier());
        balance.setText(header.balance());
        owed.setText(header.owed());
        owed.pseudoClassStateChanged(OWING, header.owes());
        expiring.setText(header.expiring());
        lastContact.setText(header.lastContact());
        freeContacts.setText(header.freeContacts());
        since.setText(header.since());
        email.setCustomerText(header.email());
        emailBox.setVisible(!header.email().isEmpty());
        emailBox.setManaged(!header.email().isEmpty());
    }

    /// Enter on a row goes here.
    void focus() {
        copyId.requestFocus();
    }

    void refresh() {
        model.refresh();
    }
}
