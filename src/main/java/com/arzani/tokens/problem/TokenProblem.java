package com.arzani.tokens.problem;

import java.util.List;

/// What went wrong, in a form a person can be told: a message key (`problem.<key>` in the texts) with its arguments.
/// The three kinds say what to do next: correct it, look at what changed, or wait.
public abstract sealed class TokenProblem extends RuntimeException permits Rejected, Conflict, Unavailable {
    private final String key;
    private final transient List<Object> arguments;

    TokenProblem(String key, Throwable cause, Object... arguments) {
        super(key, cause);
        this.key = key;
        this.arguments = List.of(arguments);
    }

    /// The message key without its `problem.` prefix.
    public String key() {
        return key;
    }

    /// Values for the placeholders of the message.
    public List<Object> arguments() {
        return arguments;
    }
}
