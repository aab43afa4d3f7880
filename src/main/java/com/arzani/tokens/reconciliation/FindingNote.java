package com.arzani.tokens.reconciliation;

import java.time.Instant;

/// What became of a finding.
///
/// @param value the new status or owner; empty for a comment, and for a finding given back to all
/// @param text the person's own words; empty for what the system did
public record FindingNote(Kind kind, String value, String text, String by, Instant at) {
    public enum Kind {
        STATUS,
        OWNER,
        COMMENT
    }
}
