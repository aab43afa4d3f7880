package com.arzani.tokens.payments.outbox;

/// An item leased to a worker of this process; whoever holds an older claim has lost it.
record ClaimedItem(OutboxItem item, long claim) {}
