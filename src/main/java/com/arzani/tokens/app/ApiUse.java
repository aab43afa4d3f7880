package com.arzani.tokens.app;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.http.Meters;
import com.arzani.tokens.http.OperationUse;

/// Adds what this instance measured of its operations with tokens to the hours that all instances keep, so that the
/// average is known after a restart. What could not be told is told the next time; when an answer is lost, a minute may
/// count twice.
final class ApiUse implements Runnable {
    private static final String NOTE = "SELECT CAST(note_api_use(:calls, :micros, :consumptions, :errors) AS text)";

    private final Database database;
    private final Meters meters;
    private OperationUse told;

    ApiUse(Database database, Meters meters) {
        this.database = database;
        this.meters = meters;
        this.told = meters.operations();
    }

    @Override
    public synchronized void run() {
        OperationUse now = meters.operations();
        OperationUse fresh = now.since(told);
        if (fresh.calls() == 0) {
            return;
        }
        database.call(session -> session.createNativeQuery(NOTE, String.class)
                .setParameter("calls", fresh.calls())
                .setParameter("micros", fresh.took().toNanos() / 1_000)
                .setParameter("consumptions", fresh.consumptions())
                .setParameter("errors", fresh.consumptionErrors())
                .getSingleResult());
        told = now;
    }
}
