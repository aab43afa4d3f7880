package com.arzani.tokens.screens.disputes;

import com.arzani.tokens.money.Pence;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.payments.disputes.DisputeCase;
import com.arzani.tokens.ui.Badge;
import java.time.Instant;

/// A dispute in the list.
record DisputeRow(DisputeCase dispute, Badge state, String deadline) {
    static DisputeRow of(DisputeCase dispute, DisputeWords words) {
        return new DisputeRow(dispute, words.badge(dispute), words.deadline(dispute));
    }

    String id() {
        return dispute.id();
    }

    String customer() {
        return dispute.customer().name();
    }

    Pence amount() {
        return dispute.claim().amount();
    }

    Tokens held() {
        return new Tokens(dispute.tokens().held());
    }

    Instant openedAt() {
        return dispute.deadline().openedAt();
    }
}
