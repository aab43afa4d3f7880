package com.arzani.tokens.market;

/// What a buyer writes to a seller. First name, last name, e-mail and message must be there; the database refuses
/// fields
/// that are missing, too long or hold control characters, and names them.
///
/// @param phone     null if not given
/// @param timeframe when the buyer wants to buy; null if not given
public record ContactForm(
        String firstName, String lastName, String email, String phone, String message, String timeframe) {}
