package com.arzani.tokens.market;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.OperatorRole;
import jakarta.persistence.Tuple;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.query.NativeQuery;
import org.hibernate.type.StandardBasicTypes;

/// The features' switches as people see and change them. [Rollout] is what the service asks.
public final class FeatureFlags {
    private static final String COLUMNS =
            "SELECT name, version, is_enabled, rollout_percentage, buyer_plans, salt, changed_by, changed_at, reason FROM ";

    private final Database database;

    public FeatureFlags(Database database) {
        this.database = database;
    }

    /// Whether the signed-in role may change flags; PostgreSQL is the judge.
    public boolean mayChange() {
        OperatorRole role = database.operator().role();
        return role == OperatorRole.PRODUCT || role == OperatorRole.ADMIN;
    }

    /// The version in force of every flag; the token system, which the others need, first.
    public List<FeatureFlag> all() {
        return flags(
                COLUMNS + "(SELECT DISTINCT ON (name) * FROM feature_flags ORDER BY name, version DESC) f"
                        + " ORDER BY name <> 'ENABLE_TOKEN_SYSTEM', name",
                query -> query);
    }

    /// Every version of a flag, newest first.
    public List<FeatureFlag> history(String name) {
        return flags(
                COLUMNS + "feature_flags WHERE name = :name ORDER BY version DESC LIMIT 500",
                query -> query.setParameter("name", name));
    }

    /// Makes the next version of a flag.
    ///
    /// @param seen the version the person looked at
    /// @throws com.arzani.tokens.problem.Conflict `flag_changed` (by whom) if somebody was faster (F5)
    /// @throws com.arzani.tokens.problem.Rejected `flag_unknown`, `flag_percentage_out_of_range`,
    /// `flag_plans_malformed`,
    ///     `flag_not_changed`, `reason_missing`, `not_permitted`
    public FeatureFlag change(FeatureFlag seen, FeatureFlag.Setting wanted, String reason) {
        return flags(
                        COLUMNS
                                + "change_feature_flag(:name, :version, :enabled, :percentage, cast(:plans AS text[]), :reason)",
                        query -> setting(query, wanted)
                                .setParameter("name", seen.name())
                                .setParameter("version", seen.version())
                                .setParameter("reason", reason, StandardBasicTypes.STRING))
                .getFirst();
    }

    /// How many users have the feature, and would have it with another setting.
    public FeatureReach reach(String name, FeatureFlag.Setting wanted) {
        Tuple row = database.call(session -> setting(
                        session.createNativeQuery(
                                "SELECT * FROM feature_reach(:name, :enabled, :percentage, cast(:plans AS text[]))",
                                Tuple.class),
                        wanted)
                .setParameter("name", name)
                .getSingleResult());
        return new FeatureReach(
                row.get("users", Long.class),
                row.get("now_in", Long.class),
                row.get("then_in", Long.class),
                row.get("entering", Long.class),
                row.get("leaving", Long.class));
    }

    /// Whether the feature is on for one user, and why.
    ///
    /// @throws com.arzani.tokens.problem.Rejected `user_unknown`, `flag_unknown`, `not_permitted`
    public FeatureCheck check(String name, long userId) {
        return new FeatureCheck(database.call(session -> session
                .createNativeQuery("SELECT * FROM feature_check(:name, :user)", Tuple.class)
                .setParameter("name", name)
                .setParameter("user", userId)
                .getResultList()
                .stream()
                .map(row -> new FeatureCheck.Part(
                        row.get("name", String.class),
                        row.get("is_enabled", Boolean.class),
                        row.get("rollout_percentage", BigDecimal.class),
                        row.get("place", BigDecimal.class),
                        row.get("in_audience", Boolean.class),
                        row.get("is_on", Boolean.class)))
                .toList()));
    }

    /// The plans that users have, with how many have each.
    public Map<String, Long> plans() {
        Map<String, Long> plans = new LinkedHashMap<>();
        database.call(session -> session.createNativeQuery("SELECT * FROM buyer_plans()", Tuple.class)
                        .getResultList())
                .forEach(row -> plans.put(row.get("plan", String.class), row.get("users", Long.class)));
        return plans;
    }

    private static NativeQuery<Tuple> setting(NativeQuery<Tuple> query, FeatureFlag.Setting wanted) {
        String[] plans =
                wanted.buyerPlans().isEmpty() ? null : wanted.buyerPlans().toArray(String[]::new);
        return query.setParameter("enabled", wanted.enabled())
                .setParameter("percentage", wanted.percentage(), StandardBasicTypes.BIG_DECIMAL)
                .setParameter("plans", plans, String[].class);
    }

    private List<FeatureFlag> flags(String sql, java.util.function.UnaryOperator<NativeQuery<Tuple>> parameters) {
        return database.call(session -> parameters
                .apply(session.createNativeQuery(sql, Tuple.class)
                        .addScalar("name", StandardBasicTypes.STRING)
                        .addScalar("version", StandardBasicTypes.INTEGER)
                        .addScalar("is_enabled", StandardBasicTypes.BOOLEAN)
                        .addScalar("rollout_percentage", StandardBasicTypes.BIG_DECIMAL)
                        .addScalar("buyer_plans", String[].class)
                        .addScalar("salt", StandardBasicTypes.STRING)
                        .addScalar("changed_by", StandardBasicTypes.STRING)
                        .addScalar("changed_at", StandardBasicTypes.INSTANT)
                        .addScalar("reason", StandardBasicTypes.STRING))
                .getResultList()
                .stream()
                .map(FeatureFlags::flag)
                .toList());
    }

    private static FeatureFlag flag(Tuple row) {
        String[] plans = row.get("buyer_plans", String[].class);
        String reason = row.get("reason", String.class);
        return new FeatureFlag(
                row.get("name", String.class),
                row.get("version", Integer.class),
                new FeatureFlag.Setting(
                        row.get("is_enabled", Boolean.class),
                        row.get("rollout_percentage", BigDecimal.class),
                        plans == null ? List.of() : Arrays.asList(plans)),
                row.get("salt", String.class),
                row.get("changed_by", String.class),
                row.get("changed_at", Instant.class),
                reason == null ? "" : reason);
    }
}
