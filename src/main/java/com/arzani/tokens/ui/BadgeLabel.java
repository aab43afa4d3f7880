package com.arzani.tokens.ui;

import javafx.scene.control.Label;

/// Shows a [Badge].
public final class BadgeLabel extends Label {
    public BadgeLabel() {
        getStyleClass().add("badge");
        setMnemonicParsing(false);
    }

    /// Shows `badge`, or nothing when it is null.
    public void setBadge(Badge badge) {
        getStyleClass().setAll("label", "badge");
        setVisible(badge != null);
        setManaged(badge != null);
        setText(badge == null ? "" : badge.text());
        if (badge != null) {
            getStyleClass().add(badge.tone().styleClass());
        }
    }
}
