package com.arzani.tokens.reconciliation;

import com.arzani.tokens.payments.Window;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/// A row of `reconciliation_runs` as a run.
final class RunReading {
    /// The stage of a request over everything since the last run: its window is set when it begins.
    static final String WHOLE = "whole";

    private RunReading() {}

    static Run run(ResultSet row) throws SQLException {
        return new Run(
                row.getLong("id"),
                Run.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                mode(row),
                window(row),
                new Run.Reached(stage(row.getString("stage")), Optional.ofNullable(row.getString("page_cursor"))),
                new Run.Counts(
                        row.getLong("payments_seen"),
                        row.getLong("entries_seen"),
                        row.getLong("findings_new"),
                        row.getLong("findings_closed"),
                        row.getLong("findings_open"),
                        new Run.Credited(row.getLong("credited_count"), row.getLong("credited_tokens")),
                        row.getLong("stripe_pence"),
                        row.getLong("ledger_pence")),
                new Run.Times(
                        Sql.moment(row, "started_at"), Sql.moment(row, "updated_at"), Sql.moment(row, "finished_at")),
                Optional.ofNullable(row.getString("cause")));
    }

    private static Run.Mode mode(ResultSet row) throws SQLException {
        int perSecond = row.getInt("per_second");
        return new Run.Mode(
                Run.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getBoolean("may_repair"),
                row.getBoolean("ceiling_reached"),
                row.getString("cancel_asked_by") != null,
                row.getString("requested_by"),
                new Run.Pace(
                        perSecond == 0 ? OptionalInt.empty() : OptionalInt.of(perSecond), row.getLong("refusals")));
    }

    /// A request over everything has no window yet.
    private static Window window(ResultSet row) throws SQLException {
        Instant from = Sql.moment(row, "window_from");
        Instant to = Sql.moment(row, "window_to");
        return new Window(from, from.isBefore(to) ? to : from.plusSeconds(1));
    }

    private static Run.Stage stage(String code) {
        return code.equals(WHOLE) ? Run.Stage.PAYMENTS : Run.Stage.valueOf(code.toUpperCase(Locale.ROOT));
    }
}
