package com.arzani.tokens.payments;

import java.time.Instant;

/// Which object of which Stripe this is: its id, when Stripe made it (whole seconds), and whether real money moved.
public record Origin(String id, Instant createdAt, boolean live) {}
