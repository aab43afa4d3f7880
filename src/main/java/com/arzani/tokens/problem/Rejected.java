package com.arzani.tokens.problem;

/// The request breaks a rule or a right; nothing was changed, and asking again unchanged gives the same answer.
public final class Rejected extends TokenProblem {
    public Rejected(String key, Object... arguments) {
        super(key, null, arguments);
    }

    public Rejected(Throwable cause, String key, Object... arguments) {
        super(key, cause, arguments);
    }
}
