package com.arzani.tokens.screens.users;

import com.arzani.tokens.market.UserBlock;
import com.arzani.tokens.market.UserSummary;
import com.arzani.tokens.payments.checkout.CheckoutLink;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Failure;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.SafeText;
import com.arzani.tokens.ui.Severity;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// Which user is open, and their header; their lists and addresses follow the same user.
public final class UserDetailViewModel {
    final ObjectProperty<UserHeader> header = new SimpleObjectProperty<>();
    final ObjectProperty<Failure> failure = new SimpleObjectProperty<>();
    /// Who blocked the user and why; empty if nobody did.
    final StringProperty blocked = new SimpleStringProperty("");
    final StringProperty emptyTitle = new SimpleStringProperty();
    final StringProperty emptyText = new SimpleStringProperty();

    private final Kit kit;
    private final UserServices services;
    private final UserListsViewModel lists;
    private final RevealViewModel reveal;
    final UserPanels panels;
    private final UserWords words;
    private final Channel reading;
    private final Channel blocks;
    private long userId;

    public UserDetailViewModel(
            Kit kit, UserServices services, UserListsViewModel lists, RevealViewModel reveal, UserPanels panels) {
        this.kit = kit;
        this.services = services;
        this.lists = lists;
        this.reveal = reveal;
        this.panels = panels;
        words = new UserWords(kit.texts(), kit.times());
        panels.block().onChanged(this::refresh);
        panels.unlock().onChanged(this::refresh);
        panels.checkout().link.addListener((value, old, now) -> {
            if (now != null && now.state() == CheckoutLink.State.CREDITED) {
                refresh();
            }
        });
        reading = kit.tasks().latest("users.summary");
        blocks = kit.tasks().latest("users.block");
        emptyTitle.set(kit.texts().get("users.detail.none"));
        emptyText.set(kit.texts().get("users.detail.none.text"));
    }

    /// The open user; 0 for none.
    long userId() {
        return userId;
    }

    void open(long id) {
        userId = id;
        // Another person's figures must not stand under this id, not even for a moment.
        header.set(null);
        blocked.set("");
        reveal.open(id);
        panels.open(id);
        lists.open(id);
        refresh();
    }

    void refresh() {
        long id = userId;
        if (id > 0) {
            reading.runUntilAvailable(
                    () -> services.users().summary(id),
                    found -> apply(id, found),
                    thrown -> failure.set(kit.failures().describe(thrown)));
            blocks.runUntilAvailable(
                    () -> services.users().block(id),
                    found -> {
                        panels.block().block.set(found.orElse(null));
                        blocked.set(found.map(this::blocked).orElse(""));
                    },
                    thrown -> failure.set(kit.failures().describe(thrown)));
            lists.refresh();
        }
    }

    private String blocked(UserBlock block) {
        return kit.texts()
                .get("users.blocked", block.by(), kit.times().relative(block.at()), SafeText.line(block.reason()));
    }

    /// What led to the block, and where it is ended.
    void openReviews() {
        kit.navigator().open(Places.riskReviewsOf(userId));
    }

    private void apply(long id, Optional<UserSummary> found) {
        failure.set(null);
        header.set(found.map(summary -> UserHeader.of(summary, kit, words)).orElse(null));
        if (found.isEmpty()) {
            emptyTitle.set(kit.texts().get("users.detail.missing", Long.toString(id)));
            emptyText.set(kit.texts().get("users.detail.missing.text"));
        }
    }

    void copyId() {
        kit.desktop().copy(Long.toString(userId));
        kit.notices().tell(Severity.INFO, kit.texts().get("users.copied", Long.toString(userId)));
    }

    void explain() {
        kit.navigator().open(Places.balance(userId));
    }

    void openWallet() {
        kit.navigator().open(Places.wallet(userId));
    }

    void openEntries() {
        kit.navigator().open(Places.transactionsOf(userId));
    }

    void openPurchases() {
        kit.navigator().open(Places.purchasesOf(userId));
    }

    /// What was done about this user.
    void openAudit() {
        kit.navigator().open(Places.auditOf(userId));
    }

    void leave() {
        reading.cancel();
        blocks.cancel();
        reveal.hide();
        panels.close();
    }
}
