package com.arzani.tokens.market;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.Sql;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.ledger.Ledger;
import com.arzani.tokens.ledger.LedgerProof;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Contacts written by one call are the contacts that as many calls would have written.
@PostgresTest
class GatheredContactsTest {
    private static final String GOOD =
            "{\"firstName\":\"Ann\",\"lastName\":\"Example\",\"email\":\"ann@example.com\",\"message\":\"Hello\"}";
    private static final String WITHOUT_MESSAGE =
            "{\"firstName\":\"Ann\",\"lastName\":\"Example\",\"email\":\"ann@example.com\"}";
    private static final String COMPARED = " - 'inquiryId'";

    private final TestDatabase database;
    private final MarketSeed seed;
    private final Sql owner;
    private final Sql service;

    GatheredContactsTest(TestDatabase database) {
        this.database = database;
        seed = new MarketSeed(database);
        owner = database.sql();
        service = database.sqlAs(database.login(OperatorRole.SERVICE));
    }

    private record Asked(int buyer, int listing, String key, String form) {}

    private record World(List<Long> buyers, List<Long> listings) {}

    /// Buyers of every plan and purse, one of them blocked, one who sells, one whose tokens are nearly gone.
    private World world() {
        List<Long> buyers = new ArrayList<>();
        List<Long> listings = new ArrayList<>();
        for (int number = 0; number < 6; number++) {
            long buyer = seed.user();
            buyers.add(buyer);
            owner.execute(
                    "UPDATE users SET buyer_plan = ?, freemium_tier = ? WHERE id = ?",
                    number % 2 == 0 ? "free" : "premium",
                    number == 4 ? "enterprise" : "basic",
                    (int) buyer);
            if (number > 0) {
                seed.grant(buyer, number == 1 ? 3 : 40);
            }
            if (number == 2) {
                // A second lot: the first alone cannot bear much.
                seed.grant(buyer, 5);
            }
        }
        for (int number = 0; number < 4; number++) {
            listings.add(seed.listing(number == 0 ? buyers.get(5) : seed.user(), "Listing " + number));
        }
        owner.execute(
                "INSERT INTO user_blocks (user_id, operation_key, reason) VALUES (?, ?, 'for the test')",
                buyers.get(3).intValue(),
                UUID.randomUUID().toString());
        return new World(buyers, listings);
    }

    private static List<Asked> asked(Random random) {
        List<Asked> asked = new ArrayList<>();
        int count = 1 + random.nextInt(14);
        for (int line = 0; line < count; line++) {
            boolean again = line > 0 && random.nextInt(8) == 0;
            asked.add(
                    again
                            ? asked.get(random.nextInt(line))
                            : new Asked(
                                    random.nextInt(6),
                                    random.nextInt(12) == 0 ? -1 : random.nextInt(4),
                                    random.nextInt(15) == 0
                                            ? "not a key"
                                            : UUID.randomUUID().toString(),
                                    random.nextInt(10) == 0 ? WITHOUT_MESSAGE : GOOD));
        }
        return asked;
    }

    private Map<Integer, String> together(World world, List<Asked> asked) {
        Map<Integer, String> outcomes = new LinkedHashMap<>();
        service.rows(
                        "SELECT line, coalesce((answer::jsonb" + COMPARED
                                + ")::text, refusal) AS outcome FROM contact_sellers("
                                + "?::bigint[], ?::bigint[], ?::text[], ?::jsonb[]) ORDER BY line",
                        asked.stream()
                                .map(each -> world.buyers().get(each.buyer()))
                                .toArray(Long[]::new),
                        asked.stream().map(each -> listing(world, each)).toArray(Long[]::new),
                        asked.stream().map(Asked::key).toArray(String[]::new),
                        asked.stream().map(Asked::form).toArray(String[]::new))
                .forEach(row -> outcomes.put((Integer) row.get("line") - 1, (String) row.get("outcome")));
        return outcomes;
    }

    private static long listing(World world, Asked asked) {
        return asked.listing() < 0 ? 987_654_321L : world.listings().get(asked.listing());
    }

    private String alone(World world, Asked asked) {
        try {
            return service.value(
                    String.class,
                    "SELECT (contact_seller(?, ?, ?, ?::jsonb)" + COMPARED + ")::text",
                    world.buyers().get(asked.buyer()),
                    listing(world, asked),
                    asked.key(),
                    asked.form());
        } catch (Sql.SqlFailure refused) {
            return refused.getMessage()
                    .lines()
                    .findFirst()
                    .orElseThrow()
                    .replace("ERROR: ", "")
                    .strip();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void togetherAsAlone_T2_T4(long number) {
        Random random = new Random(number);
        World one = world();
        World other = world();
        for (int round = 0; round < 8; round++) {
            List<Asked> asked = asked(random);

            Map<Integer, String> together = together(one, asked);

            for (int line = 0; line < asked.size(); line++) {
                assertThat(alone(other, asked.get(line)))
                        .as("seed %d, round %d, line %d of %s", number, round, line, asked)
                        .isEqualTo(together.get(line));
            }
            assertThat(traces(one)).isEqualTo(traces(other));
        }
        assertThat(new LedgerProof(database.openService(Ledger.ENTITIES.toArray(Class[]::new)))
                        .run(count -> {})
                        .differences())
                .isEmpty();
    }

    /// What is left of it all, without what is only a number or a moment.
    private List<Map<String, Object>> traces(World world) {
        Object buyers = world.buyers().stream().map(Long::intValue).toArray(Integer[]::new);
        List<Map<String, Object>> traces = new ArrayList<>(owner.rows("""
                SELECT array_position(b.ids, u.id) AS buyer, u.token_balance, u.free_contacts_used, w.tokens_consumed, w.wallet_seq
                FROM (SELECT ?::integer[] AS ids) b JOIN users u ON u.id = ANY (b.ids) LEFT JOIN user_tokens w ON w.user_id = u.id
                ORDER BY 1""", buyers));
        traces.addAll(owner.rows("""
                SELECT array_position(b.ids, c.user_id) AS buyer, l.business_name, c.contact_count, c.tokens_spent, c.is_free_contact,
                    c.last_contact_at >= c.first_contact_at AS in_order,
                    c.last_entry_id IS NOT DISTINCT FROM (SELECT max(q.entry_id) FROM business_inquiries q
                        WHERE q.user_id = c.user_id AND q.business_id = c.business_id) AS last_is_last
                FROM (SELECT ?::integer[] AS ids) b JOIN contact_limitations c ON c.user_id = ANY (b.ids)
                JOIN businesses l ON l.id = c.business_id ORDER BY 1, 2""", buyers));
        traces.addAll(owner.rows("""
                SELECT array_position(b.ids, q.user_id) AS buyer, l.business_name, q.contact_attempt_number, q.inquiry_type,
                    q.tokens_spent, q.message, e.tokens_amount, e.metadata, e.action_type, e.created_at = q.created_at AS same_time,
                    q.user_email = u.email AS own_address, q.cost_rule
                FROM (SELECT ?::integer[] AS ids) b JOIN business_inquiries q ON q.user_id = ANY (b.ids)
                JOIN users u ON u.id = q.user_id JOIN businesses l ON l.id = q.business_id
                LEFT JOIN token_transactions e ON e.id = q.entry_id ORDER BY 1, 2, 3""", buyers));
        return traces;
    }
}
