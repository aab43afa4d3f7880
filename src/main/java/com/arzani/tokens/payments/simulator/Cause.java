package com.arzani.tokens.payments.simulator;

/// The request that an event came of; both are null for what customers, banks and time do.
record Cause(String requestId, String idempotencyKey) {
    static final Cause NONE = new Cause(null, null);
}
