package com.arzani.tokens.screens.stripeevents;

import com.arzani.tokens.payments.inbox.EventDesk;

/// What the screen works with.
///
/// @param mayReplay whether the operator may have an event worked off once more; the database checks it again
public record StripeEventServices(EventDesk desk, boolean mayReplay) {}
