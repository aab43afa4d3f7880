package com.arzani.tokens.catalog;

import com.arzani.tokens.database.Database;
import jakarta.persistence.Tuple;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hibernate.query.NativeQuery;
import org.hibernate.type.StandardBasicTypes;

/// Price experiments: drafted, started, ended by product and administrators; one runs at a time.
public final class Experiments {
    private static final String COLUMNS = "SELECT id, name, state, traffic_percentage, horizon_at, winner FROM ";

    private final Database database;

    public Experiments(Database database) {
        this.database = database;
    }

    /// Makes a draft, or rewrites the draft of this name.
    ///
    /// @throws com.arzani.tokens.problem.Rejected `experiment_name_malformed`, `experiment_traffic_out_of_range`,
    ///     `experiment_variants_malformed`, `experiment_package_not_active`, `not_permitted`
    /// @throws com.arzani.tokens.problem.Conflict `experiment_began`
    public PriceExperiment save(ExperimentPlan plan) {
        String groups = plan.groups().stream().map(Experiments::json).collect(Collectors.joining(",", "[", "]"));
        String[] plans = plan.buyerPlans().isEmpty() ? null : plan.buyerPlans().toArray(String[]::new);
        return one(
                COLUMNS + "save_experiment(:name, :traffic, cast(:plans AS text[]), cast(:groups AS jsonb))",
                query -> query.setParameter("name", plan.name(), StandardBasicTypes.STRING)
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

    /// Starts a draft; it is judged at the horizon, a day ahead or more.
    ///
    /// @throws com.arzani.tokens.problem.Rejected `experiment_unknown`, `experiment_horizon_too_near`, `reason_missing`
    /// @throws com.arzani.tokens.problem.Conflict `experiment_began`, `experiment_runs_already` (its name)
    public PriceExperiment start(long id, Instant horizon, String reason) {
        return one(
                COLUMNS + "start_experiment(:id, :horizon, :reason)",
                query -> query.setParameter("id", id)
                        .setParameter("horizon", horizon, Instant.class)
                        .setParameter("reason", reason, StandardBasicTypes.STRING));
    }

    /// Ends a running experiment; everybody is offered the standard packages again.
    ///
    /// @throws com.arzani.tokens.problem.Rejected `experiment_unknown`, `experiment_variant_unknown`, `reason_missing`
    /// @throws com.arzani.tokens.problem.Conflict `experiment_not_running`
    public PriceExperiment end(long id, Optional<String> winner, String reason) {
        return one(
                COLUMNS + "end_experiment(:id, :winner, :reason)",
                query -> query.setParameter("id", id)
                        .setParameter("winner", winner.orElse(null), StandardBasicTypes.STRING)
                        .setParameter("reason", reason, StandardBasicTypes.STRING));
    }

    /// Users who were shown each group's packages, in the groups' order.
    public Map<String, Long> exposures(long id) {
        Map<String, Long> users = new LinkedHashMap<>();
        database.call(session -> session.createNativeQuery("SELECT * FROM experiment_exposures(:id)", Tuple.class)
                        .setParameter("id", id)
                        .getResultList())
                .forEach(row -> users.put(row.get(0, String.class), row.get(1, Long.class)));
        return users;
    }

    private PriceExperiment one(String sql, java.util.function.UnaryOperator<NativeQuery<Tuple>> parameters) {
        return database.call(session -> {
            Tuple row = parameters
                    .apply(session.createNativeQuery(sql, Tuple.class)
                            .addScalar("id", StandardBasicTypes.LONG)
                            .addScalar("name", StandardBasicTypes.STRING)
                            .addScalar("state", StandardBasicTypes.STRING)
                            .addScalar("traffic_percentage", StandardBasicTypes.BIG_DECIMAL)
                            .addScalar("horizon_at", StandardBasicTypes.INSTANT)
                            .addScalar("winner", StandardBasicTypes.STRING))
                    .getSingleResult();
            return new PriceExperiment(
                    row.get("id", Long.class),
                    row.get("name", String.class),
                    PriceExperiment.State.valueOf(row.get("state", String.class).toUpperCase(Locale.ROOT)),
                    row.get("traffic_percentage", BigDecimal.class),
                    Optional.ofNullable(row.get("horizon_at", Instant.class)),
                    Optional.ofNullable(row.get("winner", String.class)));
        });
    }
}
