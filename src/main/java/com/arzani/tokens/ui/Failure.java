package com.arzani.tokens.ui;

/// A failed request as a person is told of it.
///
/// @param text    a plain sentence
/// @param code    short code of an unexpected failure, empty for an expected one
/// @param details what "Copy details" copies; no secret and no customer data
public record Failure(Kind kind, String text, String code, String details) {
    /// What to do next: correct it, look again, wait, or report it.
    public enum Kind {
        REJECTED,
        CONFLICT,
        UNAVAILABLE,
        UNEXPECTED
    }

    public boolean unexpected() {
        return kind == Kind.UNEXPECTED;
    }

    public Severity severity() {
        return kind == Kind.REJECTED || kind == Kind.UNEXPECTED ? Severity.DANGER : Severity.WARNING;
    }
}
