package com.arzani.tokens.insight.statement;

/// Where a statement's words come from: the texts of the program.
public interface Words {
    String get(String key, Object... arguments);
}
