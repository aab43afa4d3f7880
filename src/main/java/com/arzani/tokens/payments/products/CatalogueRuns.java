package com.arzani.tokens.payments.products;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.payments.Amount;
import com.arzani.tokens.problem.TokenProblem;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hibernate.query.NativeQuery;
import org.hibernate.type.StandardBasicTypes;

/// The rows of `catalogue_runs`, and the packages with what was noted of them.
public final class CatalogueRuns {
    private static final String COLUMNS = "SELECT id, kind, state, look_id, requested_by, requested_at, finished_at,"
            + " steps_done, steps_total, cause, cause_arguments, CAST(result AS text) FROM ";
    private static final String SOLD = """
            SELECT p.id, p.version, p.name, p.description, p.price_gbp, p.currency, p.is_active, p.stripe_product_id,
                n.stripe_price_id, n.version
            FROM token_packages p LEFT JOIN LATERAL (
                SELECT n.stripe_price_id, v.version FROM token_package_prices n
                JOIN token_package_versions v ON v.id = n.package_version_id
                WHERE v.package_id = p.id ORDER BY v.version DESC LIMIT 1) n ON true
            ORDER BY p.display_order, p.id
            """;

    private final Database database;

    public CatalogueRuns(Database database) {
        this.database = database;
    }

    /// Asks for a look; whoever has Stripe's key does it. If one is under way, there is no second.
    public CatalogueRun requestLook() {
        return one("request_catalogue_look()", query -> query).orElseThrow();
    }

    /// Asks for what a look found to be sent.
    ///
    /// @throws TokenProblem `not_permitted`; `catalogue_changed` if a newer look has ended, `catalogue_being_sent`
    public CatalogueRun requestSending(long lookId) {
        return one("request_catalogue_sending(:look)", query -> query.setParameter("look", lookId))
                .orElseThrow();
    }

    /// The newest runs, the newest first.
    public List<CatalogueRun> newest(int most) {
        return database.read(session -> rows(
                session.createNativeQuery(COLUMNS + "catalogue_runs ORDER BY id DESC LIMIT " + most, Object[].class)));
    }

    /// The run that says how both sides stand: the last that came to its end.
    public Optional<CatalogueRun> lastDone() {
        return database.read(session -> rows(session.createNativeQuery(
                        COLUMNS + "catalogue_runs WHERE state = 'done' ORDER BY finished_at DESC, id DESC LIMIT 1",
                        Object[].class))
                .stream()
                .findFirst());
    }

    public Optional<CatalogueRun> find(long id) {
        return database.read(session -> rows(
                        session.createNativeQuery(COLUMNS + "catalogue_runs WHERE id = :id", Object[].class)
                                .setParameter("id", id))
                .stream()
                .findFirst());
    }

    /// Every package as it is published now.
    List<SoldPackage> packages() {
        return database.read(session -> session.createNativeQuery(SOLD, Object[].class).getResultList().stream()
                .map(CatalogueRuns::sold)
                .toList());
    }

    private static SoldPackage sold(Object[] row) {
        return new SoldPackage(
                ((Number) row[0]).longValue(),
                ((Number) row[1]).intValue(),
                (String) row[2],
                row[3] == null ? "" : (String) row[3],
                new Amount(((Number) row[4]).longValue(), row[5].toString()),
                (Boolean) row[6],
                new SoldPackage.Kept(
                        Optional.ofNullable((String) row[7]),
                        Optional.ofNullable((String) row[8]),
                        row[9] == null ? 0 : ((Number) row[9]).intValue()));
    }

    /// The look that is due now, or nothing.
    Optional<CatalogueRun> beginLook() {
        return one("begin_catalogue_run(NULL)", query -> query);
    }

    /// That run, unless it is over.
    Optional<CatalogueRun> begin(long id) {
        return one("begin_catalogue_run(:id)", query -> query.setParameter("id", id));
    }

    void advance(CatalogueRun run, int done, int total, Optional<TokenProblem> waitsFor) {
        one(
                "advance_catalogue_run(:id, :done, :total, :cause, :arguments)",
                query -> cause(query, waitsFor)
                        .setParameter("id", run.id())
                        .setParameter("done", done)
                        .setParameter("total", total));
    }

    void done(CatalogueRun run, CatalogueReport report) {
        finish(run, "done", Optional.of(report), Optional.empty());
    }

    void failed(CatalogueRun run, Optional<CatalogueReport> report, TokenProblem why) {
        finish(run, "failed", report, Optional.of(why));
    }

    private void finish(CatalogueRun run, String state, Optional<CatalogueReport> report, Optional<TokenProblem> why) {
        String json = report.map(CatalogueReport::json).orElse(null);
        one(
                "finish_catalogue_run(:id, :state, CAST(:result AS jsonb), :cause, :arguments)",
                query -> cause(query, why)
                        .setParameter("id", run.id())
                        .setParameter("state", state)
                        .setParameter("result", json, StandardBasicTypes.STRING));
    }

    private static NativeQuery<Object[]> cause(NativeQuery<Object[]> query, Optional<TokenProblem> problem) {
        String[] arguments = problem.map(
                        why -> why.arguments().stream().map(String::valueOf).toArray(String[]::new))
                .orElse(new String[0]);
        return query.setParameter("cause", problem.map(TokenProblem::key).orElse(null), StandardBasicTypes.STRING)
                .setParameter("arguments", arguments);
    }

    /// Notes Stripe's ids for a package's version.
    void note(SoldPackage sold, String productId, Optional<String> priceId) {
        database.call(session -> session.createNativeQuery(
                        "SELECT note_stripe_price(:package, :version, :product, :price)", Boolean.class)
                .setParameter("package", sold.id())
                .setParameter("version", sold.version())
                .setParameter("product", productId)
                .setParameter("price", priceId.orElse(null), StandardBasicTypes.STRING)
                .getSingleResult());
    }

    private interface Parameters {
        NativeQuery<Object[]> set(NativeQuery<Object[]> query);
    }

    private Optional<CatalogueRun> one(String door, Parameters parameters) {
        return database
                .call(session -> rows(parameters.set(session.createNativeQuery(COLUMNS + door, Object[].class))))
                .stream()
                .findFirst();
    }

    private static List<CatalogueRun> rows(NativeQuery<Object[]> query) {
        return query.getResultList().stream().map(CatalogueRuns::run).toList();
    }

    private static CatalogueRun run(Object[] row) {
        return new CatalogueRun(
                ((Number) row[0]).longValue(),
                CatalogueRun.Kind.valueOf(((String) row[1]).toUpperCase(Locale.ROOT)),
                CatalogueRun.State.valueOf(((String) row[2]).toUpperCase(Locale.ROOT)),
                row[3] == null ? 0 : ((Number) row[3]).longValue(),
                new CatalogueRun.Asked((String) row[4], (Instant) row[5], (Instant) row[6]),
                new CatalogueRun.Progress(((Number) row[7]).intValue(), ((Number) row[8]).intValue()),
                Optional.ofNullable((String) row[9])
                        .map(key -> new CatalogueRun.Cause(key, Arrays.asList((String[]) row[10]))),
                Optional.ofNullable((String) row[11]).map(CatalogueReport::of));
    }
}
