package com.arzani.tokens.demonstration;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.Consumer;

/// Makes all rows of one demonstration, in memory that does not grow with the number of entries.
final class Story {
    private static final int MONTHS = 24;

    private final DemonstrationSize size;
    private final long start;
    private final long end;
    private final PackageHistory packages;

    Story(DemonstrationSize size, long now) {
        this.size = size;
        this.end = now - Times.SECOND;
        LocalDate first = Times.date(now).minusMonths(MONTHS);
        this.start = Times.micros(first.atStartOfDay(ZoneOffset.UTC).toInstant());
        this.packages = new PackageHistory(start);
    }

    PackageHistory packages() {
        return packages;
    }

    LocalDate firstDay() {
        return Times.date(start);
    }

    /// Tells it in the order of time; chunks come out as they fill up.
    void tell(Consumer<Chunk> next, int entriesInChunk) {
        Draws draws = new Draws(size.seed());
        Rows rows = new Rows(next, entriesInChunk);
        Agenda agenda = new Agenda(end);
        LedgerModel ledger = new LedgerModel(new LedgerRows(rows), agenda, size.users());
        People people = new People(size.users(), start, end, draws);
        Listings listings = new Listings(size.listings(), people, start, end, draws);
        Scene scene = new Scene(rows, ledger, agenda, draws, people, listings);
        StripePast stripe = new StripePast(end);
        Sales sales = new Sales(scene, packages, stripe);
        History history = new History(size, scene, new Rhythm(start, end, draws), sales);
        history.run();
        ledger.finish(rows);
        people.write(rows, ledger);
        listings.write(rows, end);
        new Visits(listings, people, draws, end, history.lateBoosts()).write(rows, size);
        stripe.write(rows, packages);
        rows.passOn();
    }
}
