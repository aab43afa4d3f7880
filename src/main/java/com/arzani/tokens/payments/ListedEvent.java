package com.arzani.tokens.payments;

import java.time.Instant;

/// An event as Stripe lists it for thirty days.
///
/// @param body the whole event as Stripe wrote it
public record ListedEvent(String id, String type, Instant createdAt, byte[] body) {}
