package com.arzani.tokens.insight;

import com.arzani.tokens.database.Database;
import jakarta.persistence.Tuple;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hibernate.Session;

/// The token economy's customers in numbers: segments, plans, balances, what became of who joined, and answered
/// contacts.
/// Everything is read from small tables that a job keeps (T19); docs/kpis.md defines each figure. For finance, product,
/// administrators and the service.
public final class Economy {
    private static final String CELLS = """
            SELECT plan, segment, CAST(band AS integer) AS band, users, balance, bought, spent, contacts
            FROM customer_counts WHERE users > 0
            """;
    private static final String HEAVIEST = """
            SELECT m.heavy_from, r.folded_at AS as_of, CAST(sum(s.users) AS bigint) AS users, CAST(sum(s.balance) AS bigint) AS balance,
                   CAST(sum(s.bought) AS bigint) AS bought, CAST(sum(s.users * s.spent) AS bigint) AS spent,
                   CAST(sum(s.contacts) AS bigint) AS contacts
            FROM customer_marks m JOIN token_rollup_marks r ON r.name = 'customer_facts'
            LEFT JOIN customer_spending s ON s.spent >= m.heavy_from GROUP BY m.heavy_from, r.folded_at
            """;
    private static final String COHORTS = """
            SELECT c.month, CAST(c.step AS integer) AS step, c.users, c.converted,
                   (c.month + interval '1 month') AT TIME ZONE 'UTC' + interval '720 hours' > r.folded_at AS immature
            FROM signup_cohorts c JOIN token_rollup_marks r ON r.name = 'customer_facts'
            WHERE c.month BETWEEN :from AND :to AND c.users > 0 ORDER BY c.month, c.step
            """;
    private static final String CONTACTS = """
            SELECT CAST(date_trunc('month', d.day) AS date) AS month, CAST(sum(d.contacts) AS bigint) AS contacts,
                   CAST(sum(d.judged) AS bigint) AS judged, CAST(sum(d.answered) AS bigint) AS answered
            FROM contact_days d WHERE d.day BETWEEN :from AND :to GROUP BY 1 ORDER BY 1
            """;

    private final Database database;

    public Economy(Database database) {
        this.database = database;
    }

    /// Segments, plans and balances, which agree with one another: they are sums over the same cells.
    public Customers customers() {
        return database.read(Economy::customers);
    }

    private static Customers customers(Session session) {
        List<Customers.Cell> cells = rows(session, CELLS).stream()
                .map(row -> new Customers.Cell(
                        row.text("plan"),
                        CustomerSegment.of(row.text("segment")),
                        BalanceBand.of((int) row.number("band")),
                        behaviour(row)))
                .toList();
        InsightRow heaviest = rows(session, HEAVIEST).getFirst();
        Map<CustomerSegment, Behaviour> segments = new EnumMap<>(CustomerSegment.class);
        Map<String, Behaviour> plans = new TreeMap<>();
        Map<BalanceBand, Behaviour> bands = new LinkedHashMap<>();
        for (CustomerSegment segment : CustomerSegment.values()) {
            segments.put(segment, Behaviour.NONE);
        }
        for (int band = 0; band < BalanceBand.COUNT; band++) {
            bands.put(BalanceBand.of(band), Behaviour.NONE);
        }
        for (Customers.Cell cell : cells) {
            segments.merge(cell.segment(), cell.behaviour(), Behaviour::plus);
            plans.merge(cell.plan(), cell.behaviour(), Behaviour::plus);
            if (cell.segment() != CustomerSegment.REGISTERED) {
                bands.merge(cell.band(), cell.behaviour(), Behaviour::plus);
            }
        }
        if (heaviest.number("heavy_from") > 0) {
            segments.put(CustomerSegment.HEAVIEST, behaviour(heaviest));
        }
        return new Customers(
                Collections.unmodifiableMap(segments),
                mostUsersFirst(plans),
                Collections.unmodifiableMap(bands),
                cells,
                heaviest.number("heavy_from"),
                heaviest.time("as_of"));
    }

    private static Behaviour behaviour(InsightRow row) {
        return new Behaviour(
                row.number("users"),
                row.number("balance"),
                row.number("bought"),
                row.number("spent"),
                row.number("contacts"));
    }

    private static Map<String, Behaviour> mostUsersFirst(Map<String, Behaviour> plans) {
        Map<String, Behaviour> sorted = new LinkedHashMap<>();
        plans.entrySet().stream()
                .sorted((one, other) ->
                        Long.compare(other.getValue().users(), one.getValue().users()))
                .forEach(plan -> sorted.put(plan.getKey(), plan.getValue()));
        return Collections.unmodifiableMap(sorted);
    }

    /// Those who joined, by month, oldest first; months without anybody are left out.
    public List<SignupCohort> cohorts(YearMonth from, YearMonth to) {
        return database.read(session -> cohorts(session, from, to));
    }

    static List<SignupCohort> cohorts(Session session, YearMonth from, YearMonth to) {
        Map<YearMonth, List<InsightRow>> months = new LinkedHashMap<>();
        session.createNativeQuery(COHORTS, Tuple.class)
                .setParameter("from", from.atDay(1))
                .setParameter("to", to.atEndOfMonth())
                .getResultStream()
                .map(InsightRow::new)
                .forEach(row -> months.computeIfAbsent(row.month("month"), month -> new ArrayList<>())
                        .add(row));
        return months.entrySet().stream()
                .map(month -> cohort(month.getKey(), month.getValue()))
                .toList();
    }

    private static SignupCohort cohort(YearMonth month, List<InsightRow> steps) {
        long[] reached = new long[SignupCohort.STEPS];
        long converted = 0;
        for (InsightRow step : steps) {
            converted += step.number("converted");
            for (int i = 0; i <= step.number("step"); i++) {
                reached[i] += step.number("users");
            }
        }
        return new SignupCohort(
                month,
                Arrays.stream(reached).boxed().toList(),
                new Share(converted, reached[0]),
                steps.getFirst().flag("immature"));
    }

    /// Answered contacts by month, oldest first; months without contacts are left out.
    public List<ContactMonth> contacts(YearMonth from, YearMonth to) {
        return database.read(session -> contacts(session, from, to));
    }

    static List<ContactMonth> contacts(Session session, YearMonth from, YearMonth to) {
        return session.createNativeQuery(CONTACTS, Tuple.class)
                .setParameter("from", from.atDay(1))
                .setParameter("to", to.atEndOfMonth())
                .getResultStream()
                .map(InsightRow::new)
                .map(row -> new ContactMonth(
                        row.month("month"),
                        row.number("contacts"),
                        row.share("answered", "judged"),
                        row.number("judged") < row.number("contacts")))
                .toList();
    }

    /// Everything of the last months, the one under way included, of one moment.
    ///
    /// @param months at least 1
    public EconomyReport report(int months) {
        return database.read(session -> {
            YearMonth to = MonthlyEconomy.present(session);
            YearMonth from = to.minusMonths(months - 1L);
            return new EconomyReport(
                    from,
                    to,
                    customers(session),
                    MonthlyEconomy.flows(session, from, to),
                    MonthlyEconomy.use(session, from, to),
                    cohorts(session, from, to),
                    contacts(session, from, to),
                    Kpis.read(session),
                    MonthlyEconomy.asOf(session, "token_daily_totals"),
                    MonthlyEconomy.asOf(session, "kpi_months"));
        });
    }

    private static List<InsightRow> rows(Session session, String sql) {
        return session.createNativeQuery(sql, Tuple.class)
                .getResultStream()
                .map(InsightRow::new)
                .toList();
    }
}
