package com.arzani.tokens.screens.users;

import com.arzani.tokens.market.Unlock;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.ui.Badge;
import com.arzani.tokens.ui.Columns;
import com.arzani.tokens.ui.KeyTable;
import com.arzani.tokens.ui.Kit;
import java.time.Instant;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.TableColumn;

/// A seller's accesses to premium analytics, and the ways to give one and to take one back.
public final class AccessController {
    @FXML
    private KeyTable<Unlock> unlocks;

    @FXML
    private TableColumn<Unlock, String> unlockListingColumn;

    @FXML
    private TableColumn<Unlock, Instant> unlockFromColumn;

    @FXML
    private TableColumn<Unlock, Instant> unlockUntilColumn;

    @FXML
    private TableColumn<Unlock, Badge> unlockStateColumn;

    @FXML
    private TableColumn<Unlock, Tokens> unlockSpentColumn;

    @FXML
    private TableColumn<Unlock, Tokens> unlockBackColumn;

    @FXML
    private TableColumn<Unlock, String> unlockByColumn;

    @FXML
    private Button giveAccess;

    @FXML
    private Button takeAccess;

    private final Kit kit;
    private final UserListsViewModel model;
    private final UnlockViewModel changes;

    public AccessController(Kit kit, UserListsViewModel model, UnlockViewModel changes) {
        this.kit = kit;
        this.model = model;
        this.changes = changes;
    }

    @FXML
    private void initialize() {
        Columns.customerText(unlockListingColumn, Unlock::listingName);
        Columns.time(unlockFromColumn, kit.times(), Unlock::from);
        Columns.time(
                unlockUntilColumn,
                kit.times(),
                unlock -> unlock.revoked() == null
                        ? unlock.until()
                        : unlock.revoked().at());
        Columns.badge(
                unlockStateColumn,
                unlock -> model.words.access(unlock, kit.clock().instant()));
        Columns.tokens(unlockSpentColumn, Unlock::spent);
        Columns.tokens(
                unlockBackColumn,
                unlock -> unlock.revoked() == null
                        ? Tokens.ZERO
                        : unlock.revoked().back());
        Columns.text(unlockByColumn, unlock -> model.words.madeBy(unlock));
        unlocks.show(model.unlocks, kit);
        unlocks.setOnOpen(model::openUnlock);
        giveAccess.setOnAction(click -> changes.give());
        takeAccess
                .disableProperty()
                .bind(Bindings.createBooleanBinding(
                        () -> unlocks.getSelected() == null
                                || !unlocks.getSelected().running(),
                        unlocks.selectedProperty()));
        takeAccess.setOnAction(click -> changes.takeBack(unlocks.getSelected()));
    }
}
