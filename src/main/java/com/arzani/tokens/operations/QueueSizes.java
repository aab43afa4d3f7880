package com.arzani.tokens.operations;

import com.arzani.tokens.database.Database;

/// How many of Stripe's events and of our requests to Stripe wait, and how many are parked.
public record QueueSizes(long inboxWaiting, long inboxParked, long outboxWaiting, long outboxParked) {
    public static QueueSizes read(Database database) {
        Object[] row = database.call(session -> session.createNativeQuery("SELECT * FROM queue_sizes()", Object[].class)
                .getSingleResult());
        return new QueueSizes(number(row[0]), number(row[1]), number(row[2]), number(row[3]));
    }

    private static long number(Object column) {
        return ((Number) column).longValue();
    }
}
