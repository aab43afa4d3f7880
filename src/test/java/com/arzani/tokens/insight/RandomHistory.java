package com.arzani.tokens.insight;

import com.arzani.tokens.database.testing.Sql;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.ledger.LedgerFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// What customers, banks and people may do, one after the other, by a seed and through the real doors; the clock goes
/// on
/// by minutes, nights and months. A refusal is part of a history.
final class RandomHistory {
    private static final List<Instant> EDGES = List.of(
            Instant.parse("2026-02-28T23:59:57Z"), // a month's end
            Instant.parse("2026-03-29T00:59:58Z"), // London's clocks go forward
            Instant.parse("2026-05-31T23:30:00Z"), // June in London, May in UTC
            Instant.parse("2026-10-25T00:59:58Z"), // and back
            Instant.parse("2026-12-31T23:59:58Z"));
    private static final Set<String> REFUSALS = Set.of("TKREJ", "TKCON");

    private final TestDatabase database;
    private final Sql sql;
    private final LedgerFixture ledger;
    private final Random random;
    private final List<Long> users = new ArrayList<>();
    private final List<Long> orders = new ArrayList<>();
    private final List<Long> packages = new ArrayList<>();
    private int edge;
    private int refusals;

    RandomHistory(TestDatabase database, long seed) {
        this.database = database;
        this.sql = database.sql();
        this.ledger = new LedgerFixture(database);
        this.random = new Random(seed);
        database.setClock(Instant.parse("2026-02-26T10:00:00Z"));
        sql.execute("SELECT ensure_partitions('2026-02-01', '2028-12-31')");
        for (int i = 0; i < 6; i++) {
            users.add(ledger.user());
        }
        packages.addAll(List.of(1L, 2L, 3L));
        for (int[] odd : new int[][] {{7, 3, 999}, {3, 1, 100}, {11, 11, 3_331}}) {
            packages.add(odd(odd[0], odd[1], odd[2]));
        }
    }

    int refusals() {
        return refusals;
    }

    /// A package whose price no token divides.
    private long odd(int tokens, int bonus, int pence) {
        long id = sql.number(
                "INSERT INTO token_packages (name, token_amount, price_gbp, bonus_tokens) VALUES ('Odd', ?, ?, ?) RETURNING id",
                tokens,
                pence,
                bonus);
        sql.execute("""
                INSERT INTO token_package_versions (package_id, version, name, token_amount, price_gbp, currency, bonus_tokens,
                    is_active, is_recommended, display_order, reason)
                SELECT id, version, name, token_amount, price_gbp, currency, bonus_tokens, true, false, 9, 'odd' FROM token_packages
                WHERE id = ?""", id);
        return id;
    }

    void step() {
        passTime();
        try {
            act(random.nextInt(100));
        } catch (Sql.SqlFailure refused) {
            if (!REFUSALS.contains(refused.state())) {
                throw refused;
            }
            refusals++;
        }
    }

    private void passTime() {
        if (edge < EDGES.size() && random.nextInt(50) == 0) {
            database.setClock(EDGES.get(edge++));
        } else {
            database.advance(Duration.ofMillis(
                    random.nextInt(12) == 0 ? random.nextLong(20L * 86_400_000) : random.nextLong(90_000)));
            while (edge < EDGES.size() && EDGES.get(edge).isBefore(database.now())) {
                edge++;
            }
        }
    }

    private void act(int chance) {
        if (chance < 16) {
            orders.add(ledger.buy(one(users), one(packages)).getFirst().orderId());
        } else if (chance < 58) {
            String action = random.nextBoolean() ? "contact_seller" : "boost_listing";
            sql.number(
                    "SELECT id FROM post_tokens(?, ?, 'consumption', ?, -1, ?, 7)",
                    LedgerFixture.key(),
                    one(users),
                    1 + random.nextInt(6),
                    action);
        } else if (chance < 64) {
            grantThatEnds();
        } else if (chance < 70) {
            sql.number(
                    "SELECT id FROM adjust_tokens(?, ?, ?, ?, 'correction', 'by the history')",
                    LedgerFixture.key(),
                    one(users),
                    random.nextInt(3) == 0 ? 1 : -1,
                    1 + random.nextInt(4));
        } else if (chance < 82) {
            reverse();
        } else if (chance < 89) {
            refund(random.nextInt(4) == 0 ? "failed" : "succeeded");
        } else if (chance < 96) {
            dispute();
        } else {
            sql.execute("SELECT expire_lots(10)");
        }
    }

    private void grantThatEnds() {
        sql.number("""
                SELECT id FROM ledger_post_or_raise(jsonb_populate_record(NULL::ledger_posting, jsonb_build_object(
                    'operation_key', ?::text, 'operation_line', 0, 'user_id', ?::int, 'transaction_type', 'adjustment', 'tokens', ?::int,
                    'direction', 1, 'reason_code', 'goodwill', 'note', 'ends', 'metadata', '{}'::jsonb,
                    'expires_at', ledger_now() + ? * interval '1 hour')))""", LedgerFixture.key(), one(users), 1 + random.nextInt(5), 1 + random.nextInt(400));
    }

    /// Any entry, often one that cannot be taken back, wholly or in part.
    private void reverse() {
        Long entry = sql.value(
                Long.class,
                "SELECT max(entry_id) FROM (SELECT entry_id FROM token_entry_keys k JOIN token_transactions t ON t.created_at = k.created_at AND t.id = k.entry_id"
                        + " WHERE k.user_id = ? AND (t.transaction_type = 'consumption' OR ?) ORDER BY md5(? || entry_id) LIMIT 1) e",
                one(users),
                random.nextInt(3) == 0,
                Long.toString(random.nextLong()));
        if (entry != null) {
            sql.number(
                    "SELECT id FROM reverse_entry(?, ?, ?, 'correction', 'by the history')",
                    LedgerFixture.key(),
                    entry,
                    random.nextBoolean() ? null : Long.valueOf(1 + random.nextInt(3)));
        }
    }

    /// A part or all of an order's price goes back, or a refund that was made fails after all.
    private void refund(String status) {
        if (orders.isEmpty()) {
            return;
        }
        long order = one(orders);
        long price = sql.number("SELECT price_pence FROM token_orders WHERE id = ?", order);
        String made = sql.value(
                String.class, "SELECT max(id) FROM stripe_refunds WHERE order_id = ? AND status = 'succeeded'", order);
        boolean fails = "failed".equals(status) && made != null;
        String id = fails ? made : "re_" + random.nextInt(Integer.MAX_VALUE);
        long pence = fails
                ? sql.number("SELECT amount_pence FROM stripe_refunds WHERE id = ?", made)
                : 1 + random.nextLong(price);
        sql.execute(
                "SELECT count(*) FROM book_refund(?, ?, ?, 'gbp', jsonb_build_array(jsonb_build_object('id', ?::text, 'amount_pence', ?::bigint,"
                        + " 'currency', 'gbp', 'status', ?::text, 'made_at', ledger_now())))",
                "pi_" + order,
                order,
                price,
                id,
                pence,
                fails ? "failed" : "succeeded");
    }

    /// A dispute comes, or one that is there goes on.
    private void dispute() {
        if (orders.isEmpty()) {
            return;
        }
        long order = one(orders);
        long price = sql.number("SELECT price_pence FROM token_orders WHERE id = ?", order);
        String id = "dp_" + order + "_" + random.nextInt(2);
        Long readings = sql.value(Long.class, "SELECT max(readings) FROM stripe_disputes WHERE id = ?", id);
        String status = readings == null ? "needs_response" : one(List.of("under_review", "won", "lost"));
        sql.execute(
                "SELECT count(*) FROM book_dispute(jsonb_build_object('id', ?::text, 'payment_id', ?::text, 'amount_pence', ?::bigint, 'currency', 'gbp',"
                        + " 'status', ?::text, 'reason', 'fraudulent', 'opened_at', ledger_now()), ?, ?)",
                id,
                "pi_" + order,
                1 + random.nextLong(price),
                status,
                "cs_test_" + order,
                readings == null ? 0L : readings);
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
