package com.arzani.tokens.insight.statement;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.files.CsvColumn;
import com.arzani.tokens.money.Pence;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;

/// The rows a month's sales are made of, one by one in bounded memory: sales, and what came off them.
final class StatementRows {
    private static final String SALES = """
            SELECT f.at, f.entry_id, f.order_id, f.payment_intent_id, f.user_id, f.package_id, f.package_version, f.buyer_plan,
                f.variant, f.buyer_kind, f.currency, f.pence, f.tokens, f.bonus
            FROM sale_facts f WHERE f.at >= :from AND f.at < :until ORDER BY f.at, f.entry_id
            """;
    private static final String RETURNS = """
            SELECT r.at, r.kind, r.source_id, r.payment_intent_id, r.entry_id, r.currency, r.pence
            FROM sale_returns r WHERE r.at >= :from AND r.at < :until ORDER BY r.at, r.entry_id, r.kind, r.source_id
            """;

    static final List<CsvColumn<Tuple>> SALE_COLUMNS = List.of(
            time("at"),
            number("entry_id"),
            number("order_id"),
            text("payment_intent_id"),
            number("user_id"),
            number("package_id"),
            number("package_version"),
            text("buyer_plan"),
            text("variant"),
            text("buyer_kind"),
            text("currency"),
            CsvColumn.money("price", row -> new Pence(whole(row, "pence"))),
            number("tokens"),
            number("bonus"));
    static final List<CsvColumn<Tuple>> RETURN_COLUMNS = List.of(
            time("at"),
            text("kind"),
            text("source_id"),
            text("payment_intent_id"),
            number("entry_id"),
            text("currency"),
            CsvColumn.money("amount", row -> new Pence(whole(row, "pence"))));

    private final Database database;

    StatementRows(Database database) {
        this.database = database;
    }

    void sales(YearMonth month, Consumer<Tuple> sink) {
        database.stream(session -> query(session, SALES, month), sink);
    }

    void returns(YearMonth month, Consumer<Tuple> sink) {
        database.stream(session -> query(session, RETURNS, month), sink);
    }

    private static NativeQuery<Tuple> query(Session session, String sql, YearMonth month) {
        return session.createNativeQuery(sql, Tuple.class)
                .setParameter("from", start(month), Instant.class)
                .setParameter("until", start(month.plusMonths(1)), Instant.class);
    }

    static Instant start(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    static Instant at(Tuple row) {
        return row.get("at", Instant.class);
    }

    private static CsvColumn<Tuple> time(String name) {
        return CsvColumn.time(name, row -> row.get(name, Instant.class));
    }

    private static CsvColumn<Tuple> text(String name) {
        return CsvColumn.text(
                name, row -> row.get(name) == null ? null : row.get(name).toString());
    }

    private static CsvColumn<Tuple> number(String name) {
        return CsvColumn.number(name, row -> whole(row, name));
    }

    private static Long whole(Tuple row, String name) {
        return row.get(name) == null ? null : Long.valueOf(((Number) row.get(name)).longValue());
    }
}
