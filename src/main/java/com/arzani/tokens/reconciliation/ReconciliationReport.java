package com.arzani.tokens.reconciliation;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.payments.Window;
import com.arzani.tokens.reconciliation.ReportLine.Section;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/// The report of a window, from what the last runs read and the ledger says: opening + movements = closing, and
/// explained + unexplained = difference, in tokens and in money by currency, in total and item by item. Asks nothing of
/// Stripe, so that a console without a key shows it too.
public final class ReconciliationReport {
    /// Which payments are read: all, or those whose sides differ.
    public enum Which {
        ALL,
        DIFFERING
    }

    private static final String TOKENS = "tokens";
    private static final int PAGE = 500;
    private static final int PAYOUTS_MOST = 5_000;

    private final Database database;
    private final boolean seesPayouts;

    /// @param seesPayouts whether the login may read the balance at Stripe: support may not
    public ReconciliationReport(Database database, boolean seesPayouts) {
        this.database = database;
        this.seesPayouts = seesPayouts;
    }

    /// Everything but the items, in the order of its sections.
    public List<ReportLine> totals(Window window) {
        return database.read(session -> {
            Sql sql = new Sql(session);
            List<ReportLine> lines = new ArrayList<>(tokens(sql, window));
            if (seesPayouts) {
                lines.addAll(balance(sql, window));
            }
            lines.addAll(compared(sql, window));
            if (seesPayouts) {
                lines.addAll(sql.rows(
                        ReportSql.PAYOUTS, ReconciliationReport::payout, window.from(), window.to(), PAYOUTS_MOST));
            }
            return lines;
        });
    }

    private static List<ReportLine> tokens(Sql sql, Window window) {
        Map<String, Long> sums = new TreeMap<>();
        sql.rows(ReportSql.ENTRIES, row -> sums.put(row.getString(1), row.getLong(2)), window.from(), window.to());
        long wallets =
                sql.row(ReportSql.WALLETS, row -> row.getLong(1), window.to()).orElse(0L);
        long opening = orNone(sums.remove("opening"));
        long closing = opening;
        List<ReportLine> lines = new ArrayList<>();
        lines.add(ReportLine.one(Section.TOKENS, TOKENS, "opening", opening));
        for (Map.Entry<String, Long> sum : sums.entrySet()) {
            lines.add(ReportLine.one(Section.TOKENS, TOKENS, sum.getKey(), sum.getValue()));
            closing = Math.addExact(closing, sum.getValue());
        }
        lines.add(ReportLine.one(Section.TOKENS, TOKENS, "closing", closing));
        lines.add(new ReportLine(Section.TOKENS, TOKENS, "wallets", null, wallets, closing, 0L, ""));
        return lines;
    }

    private static List<ReportLine> balance(Sql sql, Window window) {
        Map<String, List<ReportLine>> lines = new TreeMap<>();
        Map<String, Long> openings = new TreeMap<>();
        Map<String, Long> fees = new TreeMap<>();
        Map<String, Long> moved = new TreeMap<>();
        sql.rows(
                ReportSql.MOVEMENTS,
                row -> {
                    String currency = row.getString(1);
                    long sum = row.getLong(3);
                    List<ReportLine> of = lines.computeIfAbsent(currency, key -> new ArrayList<>());
                    if (row.getString(2).equals("opening")) {
                        return openings.put(currency, sum);
                    }
                    fees.merge(currency, row.getLong(4), Math::addExact);
                    of.add(ReportLine.one(Section.BALANCE, currency, row.getString(2), sum));
                    return moved.merge(currency, sum, Math::addExact);
                },
                window.from(),
                window.from(),
                window.from(),
                window.to());
        List<ReportLine> all = new ArrayList<>();
        lines.forEach((currency, of) -> {
            long opening = orNone(openings.get(currency));
            long fee = orNone(fees.get(currency));
            long closing = Math.subtractExact(Math.addExact(opening, orNone(moved.get(currency))), fee);
            all.add(ReportLine.one(Section.BALANCE, currency, "opening", opening));
            all.addAll(of);
            all.add(ReportLine.one(Section.BALANCE, currency, "fees", -fee));
            all.add(ReportLine.one(Section.BALANCE, currency, "closing", closing));
        });
        all.addAll(sql.rows(ReportSql.BALANCES, ReconciliationReport::stripesWord));
        return all;
    }

    /// What Stripe itself says of the balance, beside all movements that were read.
    private static ReportLine stripesWord(ResultSet row) throws SQLException {
        return new ReportLine(
                Section.BALANCE,
                row.getString(1),
                "stripe_balance",
                Sql.moment(row, "read_at"),
                row.getLong(2),
                row.getLong(4),
                0L,
                "");
    }

    private static List<ReportLine> compared(Sql sql, Window window) {
        Map<String, Long> explained = new LinkedHashMap<>();
        Map<String, ReportLine> reasons = new LinkedHashMap<>();
        sql.rows(
                ReportSql.EXPLAINED,
                row -> {
                    String why = row.getString(2);
                    reason(reasons, explained, row.getString(1), why, row.getLong(3));
                    return reason(reasons, explained, TOKENS, why, row.getLong(4));
                },
                window.from(),
                window.to());
        Map<String, long[]> sums = new LinkedHashMap<>();
        sums.put(TOKENS, new long[2]);
        sql.rows(
                ReportSql.COMPARED,
                row -> {
                    sums.put(row.getString(1), new long[] {row.getLong(2), row.getLong(3)});
                    long[] tokens = sums.get(TOKENS);
                    tokens[0] = Math.addExact(tokens[0], row.getLong(4));
                    tokens[1] = Math.addExact(tokens[1], row.getLong(5));
                    return row;
                },
                window.from(),
                window.to());
        List<ReportLine> lines = new ArrayList<>();
        sums.forEach((unit, both) -> {
            long known = orNone(explained.get(unit));
            lines.add(new ReportLine(Section.COMPARED, unit, "all", null, both[0], both[1], known, ""));
            reasons.values().stream().filter(line -> line.unit().equals(unit)).forEach(lines::add);
        });
        return lines;
    }

    private static boolean reason(
            Map<String, ReportLine> reasons, Map<String, Long> explained, String unit, String why, long amount) {
        if (amount == 0) {
            return false;
        }
        explained.merge(unit, amount, Math::addExact);
        reasons.merge(
                unit + why,
                new ReportLine(Section.COMPARED, unit, "explained", null, null, null, amount, why),
                (one, more) -> new ReportLine(
                        Section.COMPARED,
                        unit,
                        "explained",
                        null,
                        null,
                        null,
                        Math.addExact(one.explained(), more.explained()),
                        why));
        return true;
    }

    private static ReportLine payout(ResultSet row) throws SQLException {
        boolean itemised = row.getBoolean("itemised");
        return new ReportLine(
                Section.PAYOUT,
                row.getString("currency"),
                row.getString("id"),
                Sql.moment(row, "created"),
                row.getLong("amount_pence"),
                itemised ? row.getLong("items_net_pence") : null,
                itemised ? 0L : null,
                row.getString("status"));
    }

    /// Hands every payment of the window to the sink, oldest first, a page at a time: a line for its money, and one for
    /// its tokens.
    public void items(Window window, Which which, Consumer<ReportLine> sink) {
        String after = "";
        Instant reached = window.from();
        List<ReportLine[]> page;
        do {
            Instant from = reached;
            String id = after;
            page = database.read(session -> new Sql(session)
                    .rows(
                            ReportSql.ITEMS,
                            ReconciliationReport::item,
                            window.from(),
                            window.to(),
                            from,
                            id,
                            which == Which.DIFFERING,
                            PAGE));
            for (ReportLine[] lines : page) {
                sink.accept(lines[0]);
                sink.accept(lines[1]);
                reached = lines[0].at();
                after = lines[0].name();
            }
        } while (page.size() == PAGE);
    }

    private static ReportLine[] item(ResultSet row) throws SQLException {
        String why = row.getString("why") == null ? "" : row.getString("why");
        return new ReportLine[] {
            new ReportLine(
                    Section.ITEM,
                    row.getString("currency"),
                    row.getString("payment_id"),
                    Sql.moment(row, "created"),
                    row.getLong("stripe_pence"),
                    row.getLong("ledger_pence"),
                    row.getLong("pence"),
                    why),
            new ReportLine(
                    Section.ITEM,
                    TOKENS,
                    row.getString("payment_id"),
                    Sql.moment(row, "created"),
                    row.getLong("tokens_due"),
                    row.getLong("tokens_booked"),
                    row.getLong("tokens"),
                    why)
        };
    }

    private static long orNone(Long sum) {
        return sum == null ? 0 : sum;
    }
}
