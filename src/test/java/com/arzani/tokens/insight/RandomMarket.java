package com.arzani.tokens.insight;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.testing.Sql;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.ledger.LedgerFixture;
import com.arzani.tokens.market.ContactForm;
import com.arzani.tokens.market.Contacts;
import com.arzani.tokens.market.Market;
import com.arzani.tokens.problem.TokenProblem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// People who join, look, buy, spend, write and are answered, at random, through the real doors, over months.
final class RandomMarket {
    private static final ContactForm FORM =
            new ContactForm("Ann", "Example", "ann@example.com", null, "Is it still for sale?", "3 months");
    private static final String[] PLANS = {"free", "basic", "premium", null};

    private final TestDatabase database;
    private final Sql sql;
    private final LedgerFixture ledger;
    private final Contacts contacts;
    private final Database service;
    private final Random random;
    private final List<Long> users = new ArrayList<>();
    private final List<Long> listings = new ArrayList<>();

    RandomMarket(TestDatabase database, LedgerFixture ledger, Random random) {
        this.database = database;
        this.sql = database.sql();
        this.ledger = ledger;
        this.random = random;
        service = database.openService(Market.ENTITIES.toArray(Class[]::new));
        contacts = new Contacts(service);
        for (int i = 0; i < 4; i++) {
            join();
            listings.add(sql.value(
                            Integer.class,
                            "INSERT INTO businesses (user_id, business_name) VALUES (?, 'Bakery') RETURNING id",
                            users.getLast().intValue())
                    .longValue());
        }
    }

    void live(int events) {
        for (int i = 0; i < events; i++) {
            database.advance(Duration.ofMinutes(random.nextInt(2 * 24 * 60)));
            try {
                event(random.nextInt(20));
            } catch (TokenProblem refused) {
                // An event that cannot be, such as a spend without tokens, is no event.
                continue;
            }
        }
    }

    private void event(int kind) {
        long user = users.get(random.nextInt(users.size()));
        switch (kind) {
            case 0, 1, 2 -> join();
            case 3, 4, 5 -> ledger.buy(user, 1 + random.nextInt(3));
            case 6, 7, 8 -> ledger.service.post(LedgerFixture.spend(user, 1 + random.nextInt(12)));
            case 9, 10, 11, 12 ->
                contacts.write(user, listings.get(random.nextInt(listings.size())), LedgerFixture.key(), FORM);
            case 13, 14 -> answer();
            case 15 -> ledger.support.adjust(LedgerFixture.grant(user, 1 + random.nextInt(9)));
            case 16 -> reverse();
            case 17 -> sql.execute("UPDATE users SET buyer_plan = ? WHERE id = ?", plan(), (int) user);
            case 18 ->
                sql.execute(
                        "INSERT INTO analytics_events (user_id, event_type, created_at) VALUES (?, 'packages_view', ledger_now())",
                        (int) user);
            default -> fold();
        }
    }

    private void join() {
        long user = ledger.user();
        sql.execute("UPDATE users SET created_at = ledger_now(), buyer_plan = ? WHERE id = ?", plan(), (int) user);
        users.add(user);
    }

    private String plan() {
        return PLANS[random.nextInt(PLANS.length)];
    }

    private void answer() {
        sql.execute(
                "UPDATE business_inquiries SET responded_at = ledger_now() WHERE id = (SELECT id FROM business_inquiries"
                        + " WHERE responded_at IS NULL ORDER BY id DESC LIMIT 1)");
    }

    private void reverse() {
        List<java.util.Map<String, Object>> spends = sql.rows("SELECT e.id FROM token_transactions e"
                + " WHERE transaction_type = 'consumption' AND NOT EXISTS (SELECT FROM token_entry_keys k WHERE k.reverses = e.id)"
                + " ORDER BY e.id DESC LIMIT 1");
        if (!spends.isEmpty()) {
            sql.execute(
                    "SELECT * FROM reverse_entry(?, ?, 1, 'correction', 'For the test')",
                    LedgerFixture.key(),
                    spends.getFirst().get("id"));
        }
    }

    private void fold() {
        for (String fold : List.of("SELECT refresh_customer_facts()", "SELECT refresh_kpi_months()")) {
            service.call(session -> session.createNativeQuery(fold, Long.class).getSingleResult());
        }
    }
}
