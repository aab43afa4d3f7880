package com.arzani.tokens.market;

import java.time.Duration;
import java.time.Instant;

/// Whether a seller answered an inquiry. Contact success counts the answers of the first 14 days (ruling 25).
public enum AnswerState {
    IN_TIME,
    LATE,
    /// Not answered, and there is still time.
    WAITING,
    /// Not answered in time.
    OVERDUE;

    public static final Duration WITHIN = Duration.ofDays(14);

    /// @param answeredAt null if it was not answered
    public static AnswerState of(Instant sentAt, Instant answeredAt, Instant now) {
        Instant end = sentAt.plus(WITHIN);
        if (answeredAt != null) {
            return answeredAt.isAfter(end) ? LATE : IN_TIME;
        }
        return now.isAfter(end) ? OVERDUE : WAITING;
    }
}
