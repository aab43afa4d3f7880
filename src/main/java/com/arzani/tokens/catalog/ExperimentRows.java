package com.arzani.tokens.catalog;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.money.Pence;
import jakarta.persistence.Tuple;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;
import org.hibernate.type.StandardBasicTypes;

/// Reads experiments with their groups, and their results.
final class ExperimentRows {
    private static final String EXPERIMENTS = """
            SELECT id, lock_version, name, state, traffic_percentage, buyer_plans, changed_by, changed_at, started_at,
                   horizon_at, ended_at, winner
            FROM price_experiments WHERE :id IN (0, id)
            ORDER BY state = 'ended', state = 'draft', coalesce(ended_at, changed_at) DESC, id DESC LIMIT 200""";
    private static final String GROUPS = """
            SELECT experiment_id, name, weight, package_ids FROM experiment_variants
            WHERE :id IN (0, experiment_id) ORDER BY experiment_id, position""";

    private final Database database;

    ExperimentRows(Database database) {
        this.database = database;
    }

    List<PriceExperiment> all() {
        return read(0);
    }

    Optional<PriceExperiment> find(long id) {
        return read(id).stream().findFirst();
    }

    private List<PriceExperiment> read(long id) {
        return database.read(session -> {
            Map<Long, List<ExperimentPlan.Group>> groups = groups(session, id);
            return typed(session.createNativeQuery(EXPERIMENTS, Tuple.class))
                    .setParameter("id", id)
                    .getResultList()
                    .stream()
                    .map(row -> experiment(row, groups.get(row.get("id", Long.class))))
                    .toList();
        });
    }

    private static NativeQuery<Tuple> typed(NativeQuery<Tuple> query) {
        query.addScalar("id", StandardBasicTypes.LONG)
                .addScalar("lock_version", StandardBasicTypes.INTEGER)
                .addScalar("buyer_plans", String[].class)
                .addScalar("traffic_percentage", StandardBasicTypes.BIG_DECIMAL);
        for (String text : List.of("name", "state", "changed_by", "winner")) {
            query.addScalar(text, StandardBasicTypes.STRING);
        }
        for (String time : List.of("changed_at", "started_at", "horizon_at", "ended_at")) {
            query.addScalar(time, StandardBasicTypes.INSTANT);
        }
        return query;
    }

    private static Map<Long, List<ExperimentPlan.Group>> groups(Session session, long id) {
        return session
                .createNativeQuery(GROUPS, Tuple.class)
                .addScalar("experiment_id", StandardBasicTypes.LONG)
                .addScalar("name", StandardBasicTypes.STRING)
                .addScalar("weight", StandardBasicTypes.INTEGER)
                .addScalar("package_ids", Long[].class)
                .setParameter("id", id)
                .getResultList()
                .stream()
                .collect(Collectors.groupingBy(
                        row -> row.get("experiment_id", Long.class),
                        Collectors.mapping(ExperimentRows::group, Collectors.toList())));
    }

    private static ExperimentPlan.Group group(Tuple row) {
        Long[] packages = row.get("package_ids", Long[].class);
        return new ExperimentPlan.Group(
                row.get("name", String.class),
                row.get("weight", Integer.class),
                packages == null ? List.of() : Arrays.asList(packages));
    }

    private static PriceExperiment experiment(Tuple row, List<ExperimentPlan.Group> groups) {
        String[] plans = row.get("buyer_plans", String[].class);
        return new PriceExperiment(
                row.get("id", Long.class),
                row.get("lock_version", Integer.class),
                new ExperimentPlan(
                        row.get("name", String.class),
                        row.get("traffic_percentage", BigDecimal.class),
                        plans == null ? List.of() : Arrays.asList(plans),
                        groups),
                PriceExperiment.State.valueOf(row.get("state", String.class).toUpperCase(Locale.ROOT)),
                new PriceExperiment.Course(
                        row.get("changed_by", String.class),
                        row.get("changed_at", Instant.class),
                        Optional.ofNullable(row.get("started_at", Instant.class)),
                        Optional.ofNullable(row.get("horizon_at", Instant.class)),
                        Optional.ofNullable(row.get("ended_at", Instant.class))),
                Optional.ofNullable(row.get("winner", String.class)));
    }

    ExperimentResults results(long id) {
        List<Tuple> rows =
                database.call(session -> session.createNativeQuery("SELECT * FROM experiment_results(:id)", Tuple.class)
                        .addScalar("variant", StandardBasicTypes.STRING)
                        .addScalar("weight", StandardBasicTypes.INTEGER)
                        .addScalar("users", StandardBasicTypes.LONG)
                        .addScalar("buyers", StandardBasicTypes.LONG)
                        .addScalar("contacting", StandardBasicTypes.LONG)
                        .addScalar("purchases", StandardBasicTypes.LONG)
                        .addScalar("revenue_pence", StandardBasicTypes.LONG)
                        .addScalar("revenue_squares", StandardBasicTypes.BIG_INTEGER)
                        .addScalar("refunded", StandardBasicTypes.LONG)
                        .addScalar("refunded_pence", StandardBasicTypes.LONG)
                        .addScalar("counted_until", StandardBasicTypes.INSTANT)
                        .setParameter("id", id)
                        .getResultList());
        Optional<Instant> until = rows.stream().findFirst().map(row -> row.get("counted_until", Instant.class));
        return new ExperimentResults(rows.stream().map(ExperimentRows::result).toList(), until);
    }

    private static GroupResult result(Tuple row) {
        return new GroupResult(
                row.get("variant", String.class),
                row.get("weight", Integer.class),
                new GroupResult.People(
                        row.get("users", Long.class), row.get("buyers", Long.class), row.get("contacting", Long.class)),
                new GroupResult.Sales(
                        row.get("purchases", Long.class),
                        new Pence(row.get("revenue_pence", Long.class)),
                        row.get("revenue_squares", java.math.BigInteger.class)),
                new GroupResult.Refunds(
                        row.get("refunded", Long.class), new Pence(row.get("refunded_pence", Long.class))));
    }
}
