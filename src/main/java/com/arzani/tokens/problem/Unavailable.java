package com.arzani.tokens.problem;

/// Something the request needs is away (database, Stripe); the outcome may be unknown, the same request may work later.
public final class Unavailable extends TokenProblem {
    public Unavailable(String key, Object... arguments) {
        super(key, null, arguments);
    }

    public Unavailable(Throwable cause, String key, Object... arguments) {
        super(key, cause, arguments);
    }
}
