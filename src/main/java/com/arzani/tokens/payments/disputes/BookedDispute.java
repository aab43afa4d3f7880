package com.arzani.tokens.payments.disputes;

import java.util.List;

/// A dispute as it is booked now.
///
/// @param heldTokens by the hold in force, or taken for good once the dispute is lost
/// @param entries the last hold and its return, as far as there are any
public record BookedDispute(String id, long orderId, DisputePhase phase, long heldTokens, List<Long> entries) {
    public BookedDispute {
        entries = List.copyOf(entries);
    }
}
