package com.arzani.tokens.http;

/// Who may ask.
public enum Access {
    /// Anybody; a token is not looked at.
    ANYBODY,
    /// Anybody; who sends a token sends a good one, and is answered in person.
    PERHAPS_USER,
    /// A user of the marketplace, by a bearer token.
    USER,
    /// A bearer token with the scope `admin`.
    ADMIN
}
