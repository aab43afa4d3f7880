package com.arzani.tokens.market;

/// A customer's addresses, revealed with a reason that is in the audit. Never log, never keep.
///
/// @param phone null if unknown
public record ContactDetails(String email, String phone) {
    @Override
    public String toString() {
        return "ContactDetails[masked]";
    }
}
