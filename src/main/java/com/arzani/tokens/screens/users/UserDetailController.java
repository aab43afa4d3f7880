package com.arzani.tokens.screens.users;

import com.arzani.tokens.ui.Badge;
import com.arzani.tokens.ui.BadgeLabel;
import com.arzani.tokens.ui.Banner;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.SafeLabel;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
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
    private BadgeLabel blockedBadge;

    @FXML
    private Button newCheckout;

    @FXML
    private Button askBlock;

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
        panels();
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

    private void panels() {
        UserPanels panels = model.panels;
        BooleanBinding anyOpen = panels.anyOpen();
        lists.visibleProperty().bind(anyOpen.not());
        offer(newCheckout, panels.checkout().allowed(), anyOpen);
        newCheckout.setOnAction(click -> panels.checkout().ask());
        offer(askBlock, panels.block().allowed(), anyOpen);
        askBlock.setOnAction(click -> panels.block().ask());
        askBlock.textProperty()
                .bind(Bindings.createStringBinding(() -> panels.block().words("ask"), panels.block().block));
        panels.block()
                .block
                .addListener((value, old, now) -> blockedBadge.setBadge(
                        now == null ? null : new Badge(kit.texts().get("users.blocked.badge"), Badge.Tone.DANGER)));
        blockedBadge.setBadge(null);
    }

    private static void offer(Button button, boolean allowed, BooleanBinding anyOpen) {
        button.setVisible(allowed);
        button.setManaged(allowed);
        button.disableProperty().bind(anyOpen);
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
