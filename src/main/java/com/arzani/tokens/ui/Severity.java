package com.arzani.tokens.ui;

import java.util.Locale;

/// How much a message matters; it decides colour and icon, and its name is read out, so colour never speaks alone.
public enum Severity {
    INFO("fth-info"),
    SUCCESS("fth-check-circle"),
    WARNING("fth-alert-triangle"),
    DANGER("fth-alert-octagon");

    private final String icon;

    Severity(String icon) {
        this.icon = icon;
    }

    /// The Feather icon of this severity.
    public String icon() {
        return icon;
    }

    /// The style class of this severity, such as `severity-danger`.
    public String styleClass() {
        return "severity-" + name().toLowerCase(Locale.ROOT);
    }

    /// The key of its name in the texts.
    public String textKey() {
        return "severity." + name().toLowerCase(Locale.ROOT);
    }
}
