package com.arzani.tokens.problem;

/// The request was made on a state that has changed since, or its key was used for something else; look again first.
public final class Conflict extends TokenProblem {
    public Conflict(String key, Object... arguments) {
        super(key, null, arguments);
    }

    public Conflict(Throwable cause, String key, Object... arguments) {
        super(key, cause, arguments);
    }
}
