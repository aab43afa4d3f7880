package com.arzani.tokens.insight;

import com.arzani.tokens.database.Database;
import jakarta.persistence.Tuple;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.Session;

/// The specification's indicators, each with its target from the settings and its last months (UTC). Rates are judged
/// by their exact parts, and fewer than 20 cases never look good (ruling 25). docs/kpis.md defines each.
public final class Kpis {
    private static final int MONTHS = 13;
    private static final String TARGETS = """
            SELECT DISTINCT ON (name) name, value FROM settings WHERE name LIKE 'KPI\\_%' ORDER BY name, version DESC
            """;
    private static final String SHARES = """
            SELECT kpi, month, part, whole FROM kpi_months WHERE month BETWEEN :from AND :to ORDER BY month
            """;

    private final Database database;

    /// @param database of a login of finance, product, administration or the service
    public Kpis(Database database) {
        this.database = database;
    }

    /// All of them, in the order of the specification; months without a case are left out.
    public List<Kpi> read() {
        return database.read(Kpis::read);
    }

    static List<Kpi> read(Session session) {
        YearMonth month = MonthlyEconomy.present(session);
        YearMonth first = month.minusMonths(MONTHS - 1L);
        Map<String, BigDecimal> targets = new HashMap<>();
        rows(session, TARGETS).forEach(row -> targets.put(row.text("name"), new BigDecimal(row.text("value"))));
        Map<String, List<InsightRow>> shares = new HashMap<>();
        session.createNativeQuery(SHARES, Tuple.class)
                .setParameter("from", first.atDay(1))
                .setParameter("to", month.atDay(1))
                .getResultStream()
                .map(InsightRow::new)
                .forEach(row -> shares.computeIfAbsent(row.text("kpi"), kpi -> new ArrayList<>())
                        .add(row));
        List<Kpi> kpis = new ArrayList<>(SalesKpis.read(session, first, month));
        kpis.add(conversion(Economy.cohorts(session, first, month), targets.get("KPI_CONVERSION_PERCENT")));
        kpis.add(utilisation(MonthlyEconomy.use(session, first, month), targets.get("KPI_UTILISATION_PERCENT")));
        kpis.add(contactSuccess(Economy.contacts(session, first, month), targets.get("KPI_CONTACT_SUCCESS_PERCENT")));
        kpis.add(operationTime(
                shares.getOrDefault("operation_micros", List.of()), targets.get("KPI_OPERATION_MILLISECONDS"), month));
        kpis.add(shares(
                Kpi.Name.PURCHASE_SUCCESS,
                shares.getOrDefault("purchase_success", List.of()),
                targets.get("KPI_PURCHASE_SUCCESS_PERCENT"),
                month));
        kpis.add(shares(
                Kpi.Name.CONSUMPTION_ERRORS,
                shares.getOrDefault("consumption_errors", List.of()),
                targets.get("KPI_CONSUMPTION_ERRORS_PERCENT"),
                month));
        kpis.add(shares(
                Kpi.Name.WEBHOOK_SUCCESS,
                shares.getOrDefault("webhook_success", List.of()),
                targets.get("KPI_WEBHOOK_SUCCESS_PERCENT"),
                month));
        return List.copyOf(kpis);
    }

    private static Kpi conversion(List<SignupCohort> cohorts, BigDecimal target) {
        return new Kpi(
                Kpi.Name.CONVERSION,
                target,
                cohorts.stream()
                        .map(cohort -> share(
                                Kpi.Name.CONVERSION, cohort.month(), cohort.converted(), target, cohort.immature()))
                        .toList());
    }

    private static Kpi utilisation(List<UseMonth> months, BigDecimal target) {
        return new Kpi(
                Kpi.Name.UTILISATION,
                target,
                months.stream()
                        .map(month ->
                                share(Kpi.Name.UTILISATION, month.month(), month.used(), target, month.immature()))
                        .toList());
    }

    private static Kpi contactSuccess(List<ContactMonth> months, BigDecimal target) {
        return new Kpi(
                Kpi.Name.CONTACT_SUCCESS,
                target,
                months.stream()
                        .map(month ->
                                share(Kpi.Name.CONTACT_SUCCESS, month.month(), month.answered(), target, month.open()))
                        .toList());
    }

    private static Kpi shares(Kpi.Name name, List<InsightRow> rows, BigDecimal target, YearMonth present) {
        return new Kpi(
                name,
                target,
                rows.stream()
                        .map(row -> share(
                                name,
                                row.month("month"),
                                row.share("part", "whole"),
                                target,
                                row.month("month").equals(present)))
                        .toList());
    }

    private static Kpi.Month share(Kpi.Name name, YearMonth month, Share share, BigDecimal target, boolean open) {
        Kpi.State state;
        if (share.whole() == 0) {
            state = Kpi.State.NONE;
        } else if (share.isTooFew()) {
            state = Kpi.State.TOO_FEW;
        } else {
            // The specification writes ">15 %" and "<1 %": the target itself is not enough.
            state = (name.moreIsBetter() ? share.isAbove(target) : share.isBelow(target))
                    ? Kpi.State.MET
                    : Kpi.State.MISSED;
        }
        return new Kpi.Month(month, share.percent(), share.whole(), state, open);
    }

    private static Kpi operationTime(List<InsightRow> rows, BigDecimal target, YearMonth present) {
        return new Kpi(
                Kpi.Name.OPERATION_TIME,
                target,
                rows.stream()
                        .map(row -> operationTime(row.month("month"), row.share("part", "whole"), target, present))
                        .toList());
    }

    private static Kpi.Month operationTime(YearMonth month, Share micros, BigDecimal target, YearMonth present) {
        BigDecimal mean = micros.whole() == 0
                ? null
                : BigDecimal.valueOf(micros.part(), 3)
                        .divide(BigDecimal.valueOf(micros.whole()), 1, RoundingMode.HALF_UP);
        Kpi.State state;
        if (mean == null) {
            state = Kpi.State.NONE;
        } else if (micros.isTooFew()) {
            state = Kpi.State.TOO_FEW;
        } else {
            BigDecimal allowed = target.multiply(BigDecimal.valueOf(micros.whole()));
            state = BigDecimal.valueOf(micros.part(), 3).compareTo(allowed) < 0 ? Kpi.State.MET : Kpi.State.MISSED;
        }
        return new Kpi.Month(month, mean, micros.whole(), state, month.equals(present));
    }

    private static List<InsightRow> rows(Session session, String sql) {
        return session.createNativeQuery(sql, Tuple.class)
                .getResultStream()
                .map(InsightRow::new)
                .toList();
    }
}
