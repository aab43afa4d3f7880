package com.arzani.tokens.reconciliation;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.payments.Amount;
import com.arzani.tokens.payments.Window;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Runs and findings as an operator sees them, with the operator's own login; decisions go through the database's door,
/// which lets only finance and administrators in.
public final class ReconciliationDesk {
    private static final String COLUMNS = """
            SELECT f.id, f.finding_class, f.status, f.stripe_id, f.user_id, f.order_id, f.entry_id, f.amount_pence, f.currency,
                   f.tokens, f.details, f.first_seen_at, f.last_seen_at, f.closed_at, f.owner, f.comment, f.decided_by,
                   btrim(concat_ws(' ', u.first_name, u.last_name)) AS name
            FROM reconciliation_findings f LEFT JOIN users u ON u.id = f.user_id
            """;

    private static final String PAGE = """
            WHERE f.status = ANY (?) AND (? OR f.finding_class = ANY (?)) AND (? OR f.owner = ?)
              AND (? OR f.stripe_id = ? OR f.user_id = ? OR f.order_id = ?) AND f.id < ?
            ORDER BY f.id DESC LIMIT ?
            """;

    private final Database database;
    private final Runs runs;
    private final ObjectMapper mapper = new ObjectMapper();

    public ReconciliationDesk(Database database) {
        this.database = database;
        this.runs = new Runs(database);
    }

    /// The newest runs first.
    public List<Run> runs(int most) {
        return runs.newest(most);
    }

    /// Asks for a run; whoever runs the background jobs picks it up. If one waits already, there is no second.
    ///
    /// @param window payments made in it; empty for everything since the last run
    /// @throws com.arzani.tokens.problem.TokenProblem `not_permitted`, `window_malformed`
    public Run request(Run.Kind kind, Optional<Window> window) {
        return runs.request(kind, window);
    }

    /// Asks a run to stop after its page.
    ///
    /// @throws com.arzani.tokens.problem.TokenProblem `not_permitted`, `run_over`
    public Run cancel(long runId) {
        return runs.cancel(runId);
    }

    /// Which findings are listed; an empty set or text lets everything through.
    ///
    /// @param owner whose; empty for anybody's
    /// @param text a whole Stripe id, or the number of a user or an order
    public record Filter(Set<FindingStatus> statuses, Set<FindingClass> kinds, String owner, String text) {
        public static Filter of(Set<FindingStatus> statuses) {
            return new Filter(statuses, Set.of(), "", "");
        }
    }

    /// Findings that the filter lets through, newest first.
    ///
    /// @param beforeId the id the page begins after; `Long.MAX_VALUE` for the first page
    public List<Finding> findings(Filter filter, long beforeId, int most) {
        String number = filter.text().matches("[0-9]{1,18}") ? filter.text() : "0";
        return database.read(session -> new Sql(session)
                .rows(
                        COLUMNS + PAGE,
                        this::finding,
                        filter.statuses().stream().map(FindingStatus::code).toList(),
                        filter.kinds().isEmpty(),
                        filter.kinds().stream().map(Enum::name).toList(),
                        filter.owner().isEmpty(),
                        filter.owner(),
                        filter.text().isEmpty(),
                        filter.text(),
                        Long.parseLong(number),
                        Long.parseLong(number),
                        beforeId,
                        most));
    }

    /// Findings of these statuses, newest first.
    public List<Finding> findings(Collection<FindingStatus> statuses, long beforeId, int most) {
        return findings(Filter.of(Set.copyOf(statuses)), beforeId, most);
    }

    /// What became of a finding, by whom, oldest first.
    public List<FindingNote> notes(long findingId) {
        return database.read(session -> new Sql(session)
                .rows(
                        "SELECT kind, value, text, written_by, written_at FROM finding_notes WHERE finding_id = ? ORDER BY id",
                        row -> new FindingNote(
                                FindingNote.Kind.valueOf(row.getString(1).toUpperCase(Locale.ROOT)),
                                text(row, "value"),
                                text(row, "text"),
                                row.getString(4),
                                Sql.moment(row, "written_at")),
                        findingId));
    }

    /// What a dry run would note and do, the most urgent first.
    public List<Preview> previews(long runId, int most) {
        return database.read(session -> new Sql(session)
                .rows(
                        "SELECT finding_class, stripe_id, user_id, amount_pence, currency, tokens, plan"
                                + " FROM reconciliation_previews WHERE run_id = ? ORDER BY fingerprint LIMIT ?",
                        row -> new Preview(
                                FindingClass.valueOf(row.getString(1)),
                                row.getString(2),
                                Sql.number(row, "user_id"),
                                new Amount(row.getLong(4), row.getString(5)),
                                row.getLong(6),
                                row.getString(7)),
                        runId,
                        most));
    }

    /// A difference that a dry run saw.
    ///
    /// @param plan `would_repair`, `person_decides`, or the key of the reason why it would be left
    public record Preview(
            FindingClass kind, String stripeId, OptionalLong userId, Amount amount, long tokens, String plan) {}

    /// The login of the operator at this desk.
    public String self() {
        return database.operator().login();
    }

    /// Takes a finding over.
    ///
    /// @throws com.arzani.tokens.problem.TokenProblem `not_permitted`, `finding_unknown`
    public Finding take(long findingId) {
        return give(findingId, database.operator().login());
    }

    /// Gives a finding to somebody who may decide on it; an empty login gives it back to all.
    ///
    /// @throws com.arzani.tokens.problem.TokenProblem `owner_unfit`
    public Finding give(long findingId, String login) {
        Optional<String> owner = Optional.of(login).filter(name -> !name.isEmpty());
        database.call(session ->
                new Sql(session).row("SELECT id FROM assign_finding(?, ?)", row -> row.getLong(1), findingId, owner));
        return finding(findingId).orElseThrow();
    }

    /// A comment without a decision.
    public void comment(long findingId, String text) {
        database.call(session ->
                new Sql(session).row("SELECT id FROM comment_finding(?, ?)", row -> row.getLong(1), findingId, text));
    }

    public Optional<Finding> finding(long id) {
        return database.read(session -> new Sql(session).row(COLUMNS + "WHERE f.id = ?", this::finding, id));
    }

    /// Open findings that nobody has looked at.
    public long unread() {
        return database.read(session -> new Sql(session)
                .row(
                        "SELECT count(*) FROM reconciliation_findings WHERE status = 'open' AND read_at IS NULL",
                        row -> row.getLong(1))
                .orElseThrow());
    }

    /// Notes that somebody has looked at a finding.
    public void markRead(long findingId) {
        database.call(session -> session.createNativeQuery("SELECT mark_finding_read(:id)", Boolean.class)
                .setParameter("id", findingId)
                .getSingleResult());
    }

    /// A person's decision, with its reason.
    ///
    /// @throws com.arzani.tokens.problem.TokenProblem `not_permitted`, `reason_missing`, `note_too_long`,
    /// `finding_closed` …
    public Finding decide(long findingId, FindingStatus status, String comment) {
        database.call(session -> session.createNativeQuery(
                        "SELECT id FROM resolve_finding(:id, :status, :comment)", Long.class)
                .setParameter("id", findingId)
                .setParameter("status", status.code())
                .setParameter("comment", comment)
                .getSingleResult());
        return finding(findingId).orElseThrow();
    }

    private Finding finding(ResultSet row) throws SQLException {
        String currency = row.getString("currency");
        long pence = row.getLong("amount_pence");
        return new Finding(
                row.getLong("id"),
                FindingClass.valueOf(row.getString("finding_class")),
                FindingStatus.of(row.getString("status")),
                row.getString("stripe_id"),
                new Finding.Customer(
                        Sql.number(row, "user_id"),
                        row.getString("name"),
                        Sql.number(row, "order_id"),
                        Sql.number(row, "entry_id")),
                currency == null ? Optional.empty() : Optional.of(new Amount(pence, currency)),
                row.getLong("tokens"),
                sides(row.getString("details")),
                new Finding.Times(
                        Sql.moment(row, "first_seen_at"),
                        Sql.moment(row, "last_seen_at"),
                        Sql.moment(row, "closed_at")),
                new Finding.Decision(text(row, "owner"), text(row, "decided_by"), text(row, "comment")));
    }

    private static String text(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }

    private Sides sides(String json) {
        try {
            return mapper.readValue(json, Sides.class);
        } catch (JsonProcessingException other) {
            // Written by another version of the program, or by the demonstration: the finding itself still counts.
            return new Sides(null, null, null, null);
        }
    }
}
