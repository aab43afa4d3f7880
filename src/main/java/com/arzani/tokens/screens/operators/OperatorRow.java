package com.arzani.tokens.screens.operators;

import com.arzani.tokens.access.OperatorAccount;
import com.arzani.tokens.ui.Badge;
import com.arzani.tokens.ui.Texts;
import java.time.Instant;

/// An operator as the table shows them.
record OperatorRow(OperatorAccount account, Badge role, Badge state) {
    static OperatorRow of(OperatorAccount account, Texts texts) {
        Badge role = account.role()
                .map(one -> new Badge(RoleWords.of(one, texts), Badge.Tone.NEUTRAL))
                .orElseGet(() -> new Badge(texts.get("operators.role.none"), Badge.Tone.WARNING));
        return new OperatorRow(account, role, state(account, texts));
    }

    private static Badge state(OperatorAccount account, Texts texts) {
        if (!account.active()) {
            return new Badge(texts.get("operators.state.disabled"), Badge.Tone.DANGER);
        }
        return account.mustChangePassword()
                ? new Badge(texts.get("operators.state.must_change"), Badge.Tone.WARNING)
                : new Badge(texts.get("operators.state.active"), Badge.Tone.SUCCESS);
    }

    String login() {
        return account.login();
    }

    String name() {
        return account.displayName();
    }

    Instant lastSignIn() {
        return account.lastSignIn().orElse(null);
    }

    Long connections() {
        return account.connections();
    }
}
