package com.arzani.tokens.payments.risk;

/// Where a review stands.
public enum RiskState {
    /// Refused before its checkout (T15).
    REFUSED,
    /// Sold, not paid yet.
    WAITING,
    /// Credited and held; nobody has decided.
    OPEN,
    /// The customer has the tokens.
    RELEASED,
    /// The money is being sent back; the tokens stay held.
    REFUNDING,
    /// Nothing of the purchase is left to the customer.
    REFUNDED
}
