package com.arzani.tokens.screens.reconciliation;

import com.arzani.tokens.reconciliation.Finding;
import com.arzani.tokens.ui.Badge;
import java.time.Instant;

/// One finding in the list.
record FindingRow(Finding finding, String title, String customer, String amount, Badge status) {
    static FindingRow of(Finding finding, FindingWords words) {
        return new FindingRow(
                finding,
                words.title(finding),
                words.customer(finding),
                finding.amount().map(FindingWords::money).orElse(""),
                words.status(finding.status()));
    }

    long id() {
        return finding.id();
    }

    String stripeId() {
        return finding.stripeId();
    }

    Instant lastSeen() {
        return finding.times().lastSeen();
    }
}
