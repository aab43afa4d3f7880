package com.arzani.tokens.screens.approvals;

import com.arzani.tokens.approval.ApprovalRequest;
import com.arzani.tokens.ui.Badge;
import java.time.Instant;

/// A request as a list shows it.
record ApprovalRow(ApprovalRequest request, String what, Badge state) {
    long id() {
        return request.id();
    }

    String by() {
        return request.asked().by();
    }

    Instant at() {
        return request.asked().at();
    }

    Instant expires() {
        return request.asked().expiresAt();
    }

    static ApprovalRow of(ApprovalRequest request, ApprovalWords words, Instant now) {
        return new ApprovalRow(request, words.what(request), words.state(request, now));
    }
}
