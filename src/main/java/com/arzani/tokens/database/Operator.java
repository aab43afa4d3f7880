package com.arzani.tokens.database;

import java.util.Objects;

/// Who is signed in: one database login for each person, with the role PostgreSQL gives it.
public record Operator(String login, OperatorRole role) {
    public Operator {
        Objects.requireNonNull(login);
        Objects.requireNonNull(role);
    }
}
