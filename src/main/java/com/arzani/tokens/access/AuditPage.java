package com.arzani.tokens.access;

import java.time.Instant;
import java.util.List;

/// A page of the stream.
///
/// @param next         where the next page begins; null at the end
/// @param stoppedEarly rows had to be looked at one by one, and patience ended before the page was full (ruling 32)
public record AuditPage(List<AuditEvent> rows, AuditKey next, boolean stoppedEarly) {
    public AuditPage {
        rows = List.copyOf(rows);
    }

    /// How far it looked; null at the end.
    public Instant lookedBackTo() {
        return next == null ? null : next.at();
    }
}
