package com.arzani.tokens.insight;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.testing.Sql;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.ledger.LedgerFixture;
import com.arzani.tokens.testing.Await;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A random history of sales through the real doors, and beside it what happened in Java's own words: price edits,
/// refunds
/// and disputes in later months, month ends, two currencies, transactions that commit late.
final class SalesHistory {
    private static final int USERS = 9;
    private static final String[] PLANS = {"free", "pro", "enterprise"};

    /// A dispute under way.
    private record Disputed(SlowSales.Sale sale, long order, String id, Instant at, long readings) {}

    private final TestDatabase database;
    private final Database service;
    private final Sql sql;
    private final Random random;
    final SlowSales slow = new SlowSales();
    final LocalDate first;
    private final List<Long> users = new ArrayList<>();
    private final List<String> plans = new ArrayList<>();
    private final List<Long> orders = new ArrayList<>();
    private final List<Disputed> disputes = new ArrayList<>();
    private final long run;
    private Instant moment;
    private int number;

    SalesHistory(TestDatabase database, Database service, long seed) {
        this.database = database;
        this.service = service;
        sql = database.sql();
        random = new Random(seed);
        first = database.now()
                .atOffset(ZoneOffset.UTC)
                .toLocalDate()
                .withDayOfMonth(1)
                .plusMonths(1);
        moment = first.atStartOfDay().toInstant(ZoneOffset.UTC);
        LedgerFixture ledger = new LedgerFixture(database);
        for (int i = 0; i < USERS; i++) {
            users.add(ledger.user());
            plans.add("free");
            sql.execute("UPDATE users SET buyer_plan = 'free' WHERE id = ?", users.get(i));
        }
        sql.execute("INSERT INTO token_packages (id, name, token_amount, price_gbp, bonus_tokens, currency)"
                + " VALUES (90, 'Paket', 20, 1900, 3, 'EUR')");
        publish(90, 1900);
        run = sql.value(
                Long.class,
                "INSERT INTO reconciliation_runs (status, window_from, window_to, stage)"
                        + " VALUES ('finished', ledger_now(), ledger_now(), 'done') RETURNING id");
    }

    LocalDate today() {
        return moment.atOffset(ZoneOffset.UTC).toLocalDate();
    }

    long fold() {
        return service.call(session -> session.createNativeQuery("SELECT refresh_sales_facts()", Long.class)
                .getSingleResult());
    }

    /// Folds until nothing waits: other classes' transactions on this server hold a fold back.
    void settle() {
        Await.until("every sale folded", () -> {
            fold();
            return sql.number("SELECT count(*) FROM sale_facts") == slow.sales.size()
                    && sql.number("SELECT count(*) FROM sales_changes") == 0;
        });
    }

    void live(int steps) throws SQLException {
        for (int i = 0; i < steps; i++) {
            pass();
            int dice = random.nextInt(100);
            if (dice < 52) {
                buy();
            } else if (dice < 60) {
                late();
            } else if (dice < 72) {
                refund();
            } else if (dice < 80) {
                dispute();
            } else if (dice < 86) {
                decide();
            } else if (dice < 91) {
                publish(1 + random.nextInt(3), 500 + random.nextInt(6_000));
            } else if (dice < 95) {
                settle();
                movePlan();
            } else {
                fold();
            }
        }
    }

    /// Time goes on, often to a hair's breadth of a month's end.
    private void pass() {
        Instant next = moment.plusSeconds(1 + random.nextInt(2 * 24 * 3600));
        LocalDate month = SalesGrain.MONTH.next(next.atOffset(ZoneOffset.UTC).toLocalDate());
        Instant end = month.atStartOfDay().toInstant(ZoneOffset.UTC);
        if (random.nextInt(4) == 0 && Duration.between(next, end).toDays() < 6) {
            next = end.plusMillis(random.nextInt(7_200_000) - 3_600_000);
        }
        moment = next;
        database.setClock(moment);
    }

    private void movePlan() {
        int user = random.nextInt(USERS);
        plans.set(user, PLANS[random.nextInt(PLANS.length)]);
        sql.execute("UPDATE users SET buyer_plan = ? WHERE id = ?", plans.get(user), users.get(user));
    }

    /// A new version at another price, as publish_package() makes it (T9).
    private void publish(long packageId, long pence) {
        sql.execute("""
                WITH p AS (UPDATE token_packages SET price_gbp = ?, version = version + 1 WHERE id = ? RETURNING *)
                INSERT INTO token_package_versions (package_id, version, name, token_amount, price_gbp, currency, bonus_tokens,
                    is_active, is_recommended, display_order, reason)
                SELECT id, version, name, token_amount, price_gbp, currency, bonus_tokens, is_active, is_recommended, display_order,
                    'test' FROM p""", pence, packageId);
    }

    private void buy() throws SQLException {
        try (Connection connection = sql.source().getConnection()) {
            sell(connection, random.nextInt(USERS));
        }
    }

    /// A sale whose transaction is older than others that commit before it, with a fold between.
    private void late() throws SQLException {
        try (Connection connection = sql.source().getConnection()) {
            connection.setAutoCommit(false);
            number(connection, "SELECT pg_current_xact_id()::text::bigint");
            int user = random.nextInt(USERS);
            buyBy((user + 1) % USERS);
            if (random.nextBoolean()) {
                buyBy(user);
            }
            fold();
            sell(connection, user);
            fold();
            connection.commit();
        }
    }

    private void buyBy(int user) throws SQLException {
        try (Connection connection = sql.source().getConnection()) {
            sell(connection, user);
        }
    }

    private void sell(Connection connection, int user) throws SQLException {
        long packageId = random.nextInt(5) == 0 ? 90 : 1 + random.nextInt(3);
        long order = number(
                connection, "SELECT id FROM create_order(?, ?, ?)", LedgerFixture.key(), users.get(user), packageId);
        String variant = random.nextInt(3) == 0 ? "group_b" : "";
        String payment = "pi_" + order;
        number(
                connection,
                "WITH o AS (UPDATE token_orders SET experiment_variant = nullif(?, '') WHERE id = ? RETURNING id)"
                        + " SELECT id FROM o",
                variant,
                order);
        number(connection, "SELECT id FROM attach_checkout(?, ?)", order, "cs_" + order);
        boolean feeFirst = random.nextInt(4) == 0;
        number(
                connection,
                "SELECT count(*) FROM token_orders o, credit_order(o.id, ?, ?, o.price_pence, o.currency) WHERE o.id = ?",
                "cs_" + order,
                payment,
                order);
        SlowSales.Sale sale = read(connection, order, user, packageId, variant);
        slow.sales.add(sale);
        orders.add(order);
        if (feeFirst || random.nextInt(10) > 2) {
            long pence = 20 + sale.pence() / 66;
            number(
                    connection,
                    "SELECT count(*) FROM (SELECT keep_items(?, jsonb_build_array(jsonb_build_object('payment_id', ?,"
                            + " 'created', ?, 'currency', ?, 'stripe_pence', 1, 'ledger_pence', 1, 'refunded_pence', 0, 'disputed_pence', 0,"
                            + " 'fee_pence', ?, 'tokens_due', 1, 'tokens_booked', 1, 'explained', '{}'::jsonb)))) k",
                    run,
                    payment,
                    sale.at().toString(),
                    sale.currency(),
                    pence);
            slow.returns.add(new SlowSales.Return(SlowSales.Kind.FEE, sale, sale.at(), sale.currency(), pence));
        }
    }

    private SlowSales.Sale read(Connection connection, long order, int user, long packageId, String variant)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT t.created_at, o.currency, o.price_pence, o.token_amount,"
                        + " o.bonus_tokens FROM token_transactions t JOIN token_orders o ON o.id = t.order_id"
                        + " WHERE o.id = ? AND t.transaction_type = 'purchase'")) {
            statement.setLong(1, order);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                boolean known = slow.sales.stream().anyMatch(sale -> sale.user() == users.get(user));
                return new SlowSales.Sale(
                        row.getObject(1, OffsetDateTime.class).toInstant(),
                        users.get(user),
                        packageId,
                        plans.get(user),
                        variant,
                        !known,
                        row.getString(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5));
            }
        }
    }

    /// In part or whole; one in five fails a while later, and its money comes back then.
    private void refund() {
        if (orders.isEmpty()) {
            return;
        }
        int index = random.nextInt(orders.size());
        SlowSales.Sale sale = slow.sales.get(index);
        String id = "re_" + ++number;
        long pence = 1 + random.nextInt((int) sale.pence() / 3);
        Instant made = moment.truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
        book(orders.get(index), sale, id, pence, made, random.nextBoolean() ? "succeeded" : "pending");
        slow.returns.add(new SlowSales.Return(SlowSales.Kind.REFUND, sale, made, sale.currency(), pence));
        if (random.nextInt(5) == 0) {
            if (random.nextBoolean()) {
                fold();
            }
            pass();
            book(orders.get(index), sale, id, pence, made, "failed");
            slow.returns.add(new SlowSales.Return(SlowSales.Kind.REFUND, sale, moment, sale.currency(), -pence));
        }
    }

    private void book(long order, SlowSales.Sale sale, String id, long pence, Instant made, String status) {
        sql.number(
                "SELECT count(*) FROM book_refund(?, ?, ?, ?, jsonb_build_array(jsonb_build_object('id', ?, 'amount_pence', ?,"
                        + " 'currency', ?, 'status', ?, 'made_at', ?)))",
                "pi_" + order,
                order,
                sale.pence(),
                sale.currency(),
                id,
                pence,
                sale.currency(),
                status,
                made.toString());
    }

    private void dispute() {
        if (orders.isEmpty()) {
            return;
        }
        int index = random.nextInt(orders.size());
        SlowSales.Sale sale = slow.sales.get(index);
        Disputed made = new Disputed(sale, orders.get(index), "dp_" + ++number, moment, 0);
        if (random.nextInt(4) == 0) {
            tell(made, "warning_needs_response", "[]");
            return;
        }
        tell(made, "needs_response", movement(made, -1, 2000, made.at()));
        slow.returns.add(new SlowSales.Return(SlowSales.Kind.DISPUTE, sale, made.at(), sale.currency(), sale.pence()));
        slow.returns.add(new SlowSales.Return(SlowSales.Kind.FEE, sale, made.at(), "GBP", 2000));
        disputes.add(made);
    }

    /// Won, with the money back today; or lost, which moves nothing.
    private void decide() {
        if (disputes.isEmpty()) {
            return;
        }
        Disputed made = disputes.remove(random.nextInt(disputes.size()));
        Disputed again = new Disputed(made.sale(), made.order(), made.id(), made.at(), 1);
        String taken = movement(made, -1, 2000, made.at());
        if (random.nextBoolean()) {
            tell(again, "lost", taken);
            return;
        }
        String both = taken.substring(0, taken.length() - 1) + ","
                + movement(made, 1, 0, moment).substring(1);
        tell(again, "won", both);
        slow.returns.add(new SlowSales.Return(
                SlowSales.Kind.DISPUTE,
                made.sale(),
                moment,
                made.sale().currency(),
                -made.sale().pence()));
    }

    /// On our account in pounds, also of a sale in euros.
    private static String movement(Disputed made, int direction, long fee, Instant at) {
        boolean pounds = made.sale().currency().equals("GBP");
        long amount = direction * (pounds ? made.sale().pence() : made.sale().pence() * 85 / 100);
        return "[{\"id\":\"txn_" + made.id() + direction + "\",\"amount\":" + amount + ",\"fee\":" + fee
                + ",\"currency\":\"GBP\",\"at\":\"" + at + "\"}]";
    }

    private void tell(Disputed made, String status, String movements) {
        sql.number(
                "SELECT count(*) FROM book_dispute(jsonb_build_object('id', ?, 'payment_id', ?, 'amount_pence', ?, 'currency', ?,"
                        + " 'status', ?, 'reason', 'fraudulent', 'opened_at', ?, 'movements', ?::jsonb), NULL, ?)",
                made.id(),
                "pi_" + made.order(),
                made.sale().pence(),
                made.sale().currency(),
                status,
                made.at().toString(),
                movements,
                made.readings());
    }

    private static long number(Connection connection, String query, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
