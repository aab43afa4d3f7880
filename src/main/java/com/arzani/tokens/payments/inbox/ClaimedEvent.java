package com.arzani.tokens.payments.inbox;

/// An event in the hands of one worker until its lease ends.
///
/// @param claim which handing-out this is; a later one takes the event away
/// @param attempts this one included
record ClaimedEvent(long id, long claim, int attempts, StripeEvent event) {}
