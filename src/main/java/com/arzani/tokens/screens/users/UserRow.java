package com.arzani.tokens.screens.users;

import com.arzani.tokens.market.FoundUser;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.ui.Badge;
import java.time.Instant;

/// A found user as the table shows them.
public record UserRow(
        long id,
        String name,
        String email,
        Badge plan,
        Badge tier,
        Tokens balance,
        String freeContacts,
        long listings,
        Instant since) {
    static UserRow of(FoundUser user, UserWords words) {
        return new UserRow(
                user.id(),
                user.name(),
                user.emailMasked(),
                words.plan(user.plan()),
                words.tier(user.tier()),
                user.balance(),
                words.freeContacts(user.freeContacts()),
                user.listings(),
                user.since());
    }

    public String idText() {
        return Long.toString(id);
    }
}
