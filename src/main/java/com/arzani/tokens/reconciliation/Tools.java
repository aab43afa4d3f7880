package com.arzani.tokens.reconciliation;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.payments.StripeBooks;
import com.arzani.tokens.payments.StripeGateway;

/// What the stages of a run share.
record Tools(
        Database database,
        StripeGateway stripe,
        StripeBooks books,
        Reconciler reconciler,
        Bookings bookings,
        FindingRows findings,
        Previews previews,
        Repairs repairs,
        Items items,
        Watched watched) {
    static Tools of(Database database, StripeSide side) {
        Crediting crediting = new Crediting(database, side.gateway(), side.live());
        return new Tools(
                database,
                side.gateway(),
                side.books(),
                new Reconciler(side.live()),
                new Bookings(database),
                new FindingRows(database),
                new Previews(database),
                new Repairs(database, crediting, side.books(), new Repairs.Bookers(side.refunds(), side.disputes())),
                new Items(database),
                new Watched(database));
    }

    Notes notes(Run run) {
        return run.mode().kind() == Run.Kind.DRY ? previews : findings;
    }
}
