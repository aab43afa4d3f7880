package com.arzani.tokens.payments.refunds;

import java.util.List;

/// What is booked for a refund, now or before.
///
/// @param tokensTaken by its entry in force; 0 if it failed, or the order is not credited
/// @param entries the entry in force or, if it was given back, its reversal; none if nothing moved
public record BookedRefund(String id, long orderId, String status, long tokensTaken, List<Long> entries) {
    public BookedRefund {
        entries = List.copyOf(entries);
    }
}
