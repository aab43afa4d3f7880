package com.arzani.tokens.screens.users;

import com.arzani.tokens.market.FoundUser;
import com.arzani.tokens.market.UserSummary;
import com.arzani.tokens.ui.Badge;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Texts;

/// One user's header in words.
///
/// @param email masked; empty for those who may not see it
/// @param owes  there is a debt, so it is marked
public record UserHeader(
        long id,
        String name,
        String email,
        Roles roles,
        String balance,
        String owed,
        boolean owes,
        String expiring,
        String lastContact,
        String freeContacts,
        String since) {
    /// What the user is; null where they are not.
    public record Roles(Badge buyer, Badge seller, Badge plan, Badge tier) {}

    static UserHeader of(UserSummary summary, Kit kit, UserWords words) {
        Texts texts = kit.texts();
        FoundUser user = summary.user();
        Roles roles = new Roles(
                summary.buyer() ? new Badge(texts.get("users.buyer"), Badge.Tone.ACCENT) : null,
                summary.seller() ? new Badge(texts.get("users.seller"), Badge.Tone.ACCENT) : null,
                words.plan(user.plan()),
                words.tier(user.tier()));
        return new UserHeader(
                user.id(),
                user.name().isEmpty() ? texts.get("users.unnamed") : user.name(),
                user.emailMasked() == null ? "" : user.emailMasked(),
                roles,
                user.balance().toString(),
                user.owed().toString(),
                user.owed().count() > 0,
                summary.firstExpiry() == null
                        ? texts.get("users.expiring.none")
                        : texts.get(
                                "users.expiring.some",
                                summary.expiringTokens(),
                                kit.times().day(summary.firstExpiry())),
                summary.lastContactAt() == null
                        ? texts.get("users.never")
                        : kit.times().relative(summary.lastContactAt()),
                words.freeContacts(user.freeContacts()),
                user.since() == null ? "" : kit.times().day(user.since()));
    }
}
