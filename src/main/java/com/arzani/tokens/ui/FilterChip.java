package com.arzani.tokens.ui;

/// One filter in force, as its text form: `type: refund`.
///
/// @param name the value's name in the screen's [Target]
public record FilterChip(String name, String label, String value) {
    public String text() {
        return label + ": " + SafeText.line(value);
    }
}
