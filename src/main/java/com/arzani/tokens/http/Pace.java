package com.arzani.tokens.http;

/// How often one user, or one address of callers who are nobody, may ask for something; routes of one pace share it.
///
/// @param name short and lasting: counts are kept under it
/// @param refusal key of the sentence for who asks too often
public record Pace(String name, String refusal) {
    public static final Pace PURCHASES = new Pace("purchase", "too_many_purchases");
    public static final Pace TOKEN_OPERATIONS = new Pace("token", "too_many_operations");
    /// What needs no token: a page that many people open.
    public static final Pace VISITS = new Pace("visit", "too_many_visits");
}
