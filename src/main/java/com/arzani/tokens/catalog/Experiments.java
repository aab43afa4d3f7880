package com.arzani.tokens.catalog;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.money.Pence;
import com.arzani.tokens.money.Tokens;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.hibernate.query.NativeQuery;
import org.hibernate.type.StandardBasicTypes;

/// Price experiments: drafted, started, ended by product and administrators; one runs at a time.
public final class Experiments {
    private static final String PACKAGES = """
            SELECT p.id, p.name, p.token_amount, p.bonus_tokens, p.price_gbp, p.is_experimental, p.stands_for
            FROM token_packages p LEFT JOIN token_packages b ON b.id = p.stands_for WHERE p.is_active
            ORDER BY coalesce(b.display_order, p.display_order), coalesce(b.id, p.id), p.is_experimental, p.id""";

    private final Database database;
    private final ExperimentRows rows;

    public Experiments(Database database) {
        this.database = database;
        rows = new ExperimentRows(database);
    }

    /// Whether the signed-in role may draft, start and end; PostgreSQL is the judge.
    public boolean mayDecide() {
        OperatorRole role = database.operator().role();
        return role == OperatorRole.PRODUCT || role == OperatorRole.ADMIN;
    }

    /// Every experiment: what runs, then drafts, then what has ended, newest first.
    public List<PriceExperiment> all() {
        return rows.all();
    }

    /// One experiment as it is now.
    public Optional<PriceExperiment> find(long id) {
        return rows.find(id);
    }

    /// What a group may offer, in the order customers see: each standard package with those that stand for it behind
    /// it.
    public List<GroupPackage> packages() {
        return tuples(
                        PACKAGES,
                        query -> query.addScalar("id", StandardBasicTypes.LONG)
                                .addScalar("name", StandardBasicTypes.STRING)
                                .addScalar("token_amount", StandardBasicTypes.LONG)
                                .addScalar("bonus_tokens", StandardBasicTypes.LONG)
                                .addScalar("price_gbp", StandardBasicTypes.LONG)
                                .addScalar("is_experimental", StandardBasicTypes.BOOLEAN)
                                .addScalar("stands_for", StandardBasicTypes.LONG))
                .stream()
                .map(row -> new GroupPackage(
                        row.get("id", Long.class),
                        row.get("name", String.class),
                        offer(row, "token_amount", "bonus_tokens", "price_gbp"),
                        row.get("is_experimental", Boolean.class),
                        row.get("stands_for", Long.class) == null
                                ? OptionalLong.empty()
                                : OptionalLong.of(row.get("stands_for", Long.class))))
                .toList();
    }

    /// Makes a package for groups alone; nobody is offered it before an experiment with it starts.
    ///
    /// @param standsFor the standard package whose place it takes
    /// @return its id
    /// @throws com.arzani.tokens.problem.Rejected the limits of packages (H7), `experiment_price_needs_admin` (ruling
    ///     2), `package_not_found`, `reason_missing`, `not_permitted`
    public long makePackage(OptionalLong standsFor, String name, Offer offer, String reason) {
        return database.call(session -> session.createNativeQuery(
                        "SELECT make_group_package(:base, :name, NULL, :tokens, :bonus, :price, :reason)", Long.class)
                .setParameter("base", standsFor.isPresent() ? standsFor.getAsLong() : null, StandardBasicTypes.LONG)
                .setParameter("name", name, StandardBasicTypes.STRING)
                .setParameter("tokens", offer.tokens().count())
                .setParameter("bonus", offer.bonus().count())
                .setParameter("price", offer.price().amount())
                .setParameter("reason", reason, StandardBasicTypes.STRING)
                .getSingleResult());
    }

    /// Makes a draft.
    ///
    /// @throws com.arzani.tokens.problem.Rejected `experiment_name_malformed`, `experiment_name_used`,
    ///     `experiment_traffic_out_of_range`, `experiment_plans_malformed`, `experiment_variants_malformed`,
    ///     `experiment_package_not_active`, `experiment_package_twice`, `not_permitted`
    public PriceExperiment save(ExperimentPlan plan) {
        return save(Optional.empty(), plan);
    }

    /// Rewrites the draft that the person saw, or makes one.
    ///
    /// @throws com.arzani.tokens.problem.Conflict `experiment_began`, `experiment_edited` (by whom, F5)
    public PriceExperiment save(Optional<PriceExperiment> seen, ExperimentPlan plan) {
        String groups = plan.groups().stream().map(Experiments::json).collect(Collectors.joining(",", "[", "]"));
        String[] plans = plan.buyerPlans().isEmpty() ? null : plan.buyerPlans().toArray(String[]::new);
        return one(
                "SELECT save_experiment(:id, :lock, :name, :traffic, cast(:plans AS text[]), cast(:groups AS jsonb))",
                query -> query.setParameter("id", seen.map(PriceExperiment::id).orElse(null), StandardBasicTypes.LONG)
                        .setParameter(
                                "lock", seen.map(PriceExperiment::lockVersion).orElse(null), StandardBasicTypes.INTEGER)
                        .setParameter("name", plan.name(), StandardBasicTypes.STRING)
                        .setParameter("traffic", plan.traffic(), StandardBasicTypes.BIG_DECIMAL)
                        .setParameter("plans", plans, String[].class)
                        .setParameter("groups", groups, StandardBasicTypes.STRING));
    }

    // Names of groups are checked against [a-z0-9_] by the database; quotes and backslashes must still not end the
    // text.
    private static String json(ExperimentPlan.Group group) {
        String name = group.name().replace("\\", "\\\\").replace("\"", "\\\"");
        String packages = group.packageIds().isEmpty() ? "" : ",\"packageIds\":" + group.packageIds();
        return "{\"name\":\"" + name + "\",\"weight\":" + group.weight() + packages + "}";
    }

    /// Throws the draft away that the person saw.
    ///
    /// @throws com.arzani.tokens.problem.Conflict `experiment_began`, `experiment_edited`
    public void discard(PriceExperiment seen) {
        database.call(session -> session.createNativeQuery(
                        "SELECT cast(discard_experiment(:id, :lock) AS text)", String.class)
                .setParameter("id", seen.id())
                .setParameter("lock", seen.lockVersion())
                .getResultList());
    }

    /// Starts the draft that the person saw; it is judged at the horizon, a day to a year ahead.
    ///
    /// @throws com.arzani.tokens.problem.Rejected `experiment_unknown`, `experiment_horizon_too_near`,
    /// `reason_missing`,
    ///     `experiment_price_needs_admin` (ruling 2), `experiment_package_not_active`
    /// @throws com.arzani.tokens.problem.Conflict `experiment_began`, `experiment_edited`, `experiment_runs_already`
    /// (its
    ///     name)
    public PriceExperiment start(PriceExperiment seen, Instant horizon, String reason) {
        return one(
                "SELECT start_experiment(:id, :lock, :horizon, :reason)",
                query -> query.setParameter("id", seen.id())
                        .setParameter("lock", seen.lockVersion())
                        .setParameter("horizon", horizon, Instant.class)
                        .setParameter("reason", reason, StandardBasicTypes.STRING));
    }

    /// What ending with this winner would do to the packages; without one, which groups' packages are taken off sale.
    public List<ExperimentStep> outcome(long id, Optional<String> winner) {
        return tuples(
                        "SELECT * FROM experiment_outcome(:id, :winner)",
                        query -> query.setParameter("id", id)
                                .setParameter("winner", winner.orElse(null), StandardBasicTypes.STRING))
                .stream()
                .map(row -> new ExperimentStep(
                        ExperimentStep.Kind.valueOf(
                                row.get("step", String.class).toUpperCase(Locale.ROOT)),
                        row.get("package_id", Long.class),
                        row.get("name", String.class),
                        offer(row, "tokens", "bonus", "price"),
                        row.get("new_price", Long.class) == null
                                ? null
                                : offer(row, "new_tokens", "new_bonus", "new_price")))
                .toList();
    }

    /// Ends a running experiment. A winner's packages become the standard ones; without a winner everybody is offered
    /// the standard packages as they are.
    ///
    /// @throws com.arzani.tokens.problem.Rejected `experiment_unknown`, `experiment_variant_unknown`, `reason_missing`,
    ///     `experiment_before_horizon` (with a winner), `experiment_price_needs_admin` (ruling 2)
    /// @throws com.arzani.tokens.problem.Conflict `experiment_not_running`
    public PriceExperiment end(long id, Optional<String> winner, String reason) {
        return one(
                "SELECT id FROM end_experiment(:id, :winner, :reason)",
                query -> query.setParameter("id", id)
                        .setParameter("winner", winner.orElse(null), StandardBasicTypes.STRING)
                        .setParameter("reason", reason, StandardBasicTypes.STRING));
    }

    /// Users who were shown each group's packages, in the groups' order.
    public Map<String, Long> exposures(long id) {
        Map<String, Long> users = new LinkedHashMap<>();
        tuples("SELECT * FROM experiment_exposures(:id)", query -> query.setParameter("id", id))
                .forEach(row -> users.put(row.get(0, String.class), row.get(1, Long.class)));
        return users;
    }

    /// What each group did until the horizon, the end or now.
    public ExperimentResults results(long id) {
        return rows.results(id);
    }

    private static Offer offer(Tuple row, String tokens, String bonus, String price) {
        return new Offer(
                new Tokens(row.get(tokens, Long.class)),
                new Tokens(row.get(bonus, Long.class)),
                new Pence(row.get(price, Long.class)));
    }

    private List<Tuple> tuples(String sql, UnaryOperator<NativeQuery<Tuple>> parameters) {
        return database.call(session ->
                parameters.apply(session.createNativeQuery(sql, Tuple.class)).getResultList());
    }

    private PriceExperiment one(String sql, UnaryOperator<NativeQuery<Long>> parameters) {
        long id = database.call(session ->
                parameters.apply(session.createNativeQuery(sql, Long.class)).getSingleResult());
        return find(id).orElseThrow();
    }
}
