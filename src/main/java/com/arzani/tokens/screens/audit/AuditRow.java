package com.arzani.tokens.screens.audit;

import com.arzani.tokens.access.AuditEvent;
import com.arzani.tokens.ui.Texts;
import java.util.Locale;

/// An event in the list.
record AuditRow(AuditEvent event, String action) {
    static AuditRow of(AuditEvent event, Texts texts) {
        return new AuditRow(event, action(event.action(), texts));
    }

    /// What was done, in words; an action without a word of its own is written as it is called.
    static String action(String code, Texts texts) {
        String key = "audit.action." + code;
        if (texts.has(key)) {
            return texts.get(key);
        }
        String plain = code.replace('_', ' ');
        return plain.substring(0, 1).toUpperCase(Locale.UK) + plain.substring(1);
    }

    String about() {
        return event.subject().type() + " " + event.subject().id();
    }

    String customer() {
        return event.customerId() == null ? "" : event.customerId().toString();
    }

    String reason() {
        return event.change().reason() == null
                ? ""
                : event.change().reason().lines().findFirst().orElse("");
    }
}
