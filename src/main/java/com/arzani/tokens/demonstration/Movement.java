package com.arzani.tokens.demonstration;

import com.arzani.tokens.ledger.EntryType;

/// What is to be posted: the fields of `ledger_posting`. Numbers of 0 and texts of null mean none.
final class Movement {
    final String key;
    final int userId;
    final EntryType type;
    final int direction;
    final long tokens;
    Signature by = Signature.MARKETPLACE;
    int line;
    String action;
    long reference;
    long orderId;
    String payment;
    long paidPence;
    long expiresAt;
    String reason;
    String note;
    String onBehalfOf;
    /// As jsonb prints it: shorter keys first, a space after colon and comma.
    String metadata = "{}";
    boolean mayOwe;
    Posted reverses;
    Lot fromLot;
    long fromOrder;
    /// Whether it may be taken back later.
    boolean kept;

    Movement(String key, int userId, EntryType type, int direction, long tokens) {
        this.key = key;
        this.userId = userId;
        this.type = type;
        this.direction = direction;
        this.tokens = tokens;
    }

    Movement by(Signature signature) {
        this.by = signature;
        return this;
    }

    Movement about(String actionType, long referenceId) {
        this.action = actionType;
        this.reference = referenceId;
        return this;
    }

    Movement because(String reasonCode, String text) {
        this.reason = reasonCode;
        this.note = text;
        return this;
    }

    Movement sale(Sale sale, int operationLine, long pence) {
        this.orderId = sale.orderId();
        this.payment = sale.paymentId();
        this.line = operationLine;
        this.paidPence = pence;
        return this;
    }

    Movement until(long end) {
        this.expiresAt = end;
        return this;
    }

    Movement with(String json) {
        this.metadata = json;
        return this;
    }

    Movement forUser() {
        this.onBehalfOf = "user:" + userId;
        return this;
    }

    /// A debit that must post: of this order's lots first, the rest as debt.
    Movement owing(long order) {
        this.mayOwe = true;
        this.fromOrder = order;
        return this;
    }

    Movement reversing(Posted entry) {
        this.reverses = entry;
        return this;
    }

    Movement keep() {
        this.kept = true;
        return this;
    }
}
