package com.arzani.tokens.screens.packages;

/// One field before and after, in words.
public record ChangeRow(String field, String before, String after) {
    @Override
    public String toString() {
        return field + ": " + before + " → " + after;
    }
}
