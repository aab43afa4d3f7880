package com.arzani.tokens.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.problem.TokenProblem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The same random postings, one by one for some users and gathered for their twins: every column of every row says the
/// same.
@PostgresTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GatheredEqualsSingleTest {
    private static final int SEEDS = 4;
    private static final int USERS = 7;
    private static final int BATCHES = 8;
    private static final String ENTRIES = """
            SELECT wallet_seq, transaction_type, tokens_amount, direction, tokens_owed_delta, tokens_delta, balance_after,
                operation_line, action_type,
                CASE WHEN transaction_type <> 'expiry' THEN reference_id END AS about, reason_code, note, actor, on_behalf_of,
                client_address, application_name, metadata::text,
                CASE WHEN order_id IS NULL THEN stripe_payment_intent_id END AS intent, length(entry_hash) AS hash_bytes,
                (SELECT r.wallet_seq FROM token_entry_keys r WHERE r.entry_id = t.reverses) AS reverses,
                (SELECT count(*) FROM token_entry_keys k WHERE k.entry_id = t.id AND k.user_id = t.user_id
                    AND k.operation_key = t.operation_key AND k.wallet_seq = t.wallet_seq AND k.created_at = t.created_at) AS keys
            FROM token_transactions t WHERE user_id = ? ORDER BY wallet_seq""";
    private static final String LOTS = """
            SELECT k.wallet_seq, kind, tokens, remaining, is_open, draw_rank, paid_pence, currency
            FROM token_lots l JOIN token_entry_keys k USING (entry_id) WHERE l.user_id = ? ORDER BY 1""";
    private static final String DRAWS = """
            SELECT e.wallet_seq AS entry, l.wallet_seq AS lot, d.tokens FROM token_lot_draws d
            JOIN token_entry_keys e ON e.entry_id = d.entry_id JOIN token_entry_keys l ON l.entry_id = d.lot_id
            WHERE e.user_id = ? ORDER BY 1, 2""";
    private static final String WALLET = """
            SELECT w.token_balance, tokens_purchased, tokens_consumed, lifetime_purchased, tokens_owed, wallet_seq,
                w.updated_at = last_entry_at AS updated, u.token_balance AS mirrored
            FROM user_tokens w JOIN users u ON u.id = w.user_id WHERE user_id = ?""";

    private final TestDatabase database;
    private final LedgerFixture ledger;
    private final GatheredDoor door;

    GatheredEqualsSingleTest(TestDatabase database) {
        this.database = database;
        ledger = new LedgerFixture(database);
        door = new GatheredDoor(ledger.serviceDatabase);
    }

    static List<Long> seeds() {
        Long given = Long.getLong("ledger.seed");
        return given != null
                ? List.of(given)
                : new Random().longs(SEEDS, 0, 1L << 40).boxed().toList();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyColumnIsTheSame(long seed) {
        Random random = new Random(seed);
        List<long[]> twins = new ArrayList<>();
        for (int i = 0; i < USERS; i++) {
            twins.add(new long[] {ledger.user(), ledger.user()});
        }
        List<Posting> earlier = new ArrayList<>();
        for (int batch = 0; batch < BATCHES; batch++) {
            twins.forEach(pair -> credit(new Random(random.nextLong()), pair));
            List<Posting> single = new ArrayList<>();
            List<WaitingPosting> gathered = new ArrayList<>();
            int size = 1 + random.nextInt(24);
            for (int i = 0; i < size; i++) {
                Posting posting = posting(random, twins, earlier);
                single.add(posting);
                gathered.add(new WaitingPosting(twinOf(posting, twins), null));
            }
            assertThat(together(gathered)).as("batch %s", batch).isEqualTo(oneByOne(single));
            earlier.addAll(single);
            database.advance(Duration.ofHours(20));
            // A refused single posting takes the expiry it met back with it, a gathered one keeps it: neither shall
            // meet one.
            database.sql().number("SELECT expire_lots(1000)");
        }
        for (long[] pair : twins) {
            for (String rows : List.of(ENTRIES, LOTS, DRAWS, WALLET)) {
                assertThat(rows(rows, pair[1])).as(rows).isEqualTo(rows(rows, pair[0]));
            }
        }
        assertThat(new LedgerProof(ledger.serviceDatabase).run(count -> {}).differences())
                .isEmpty();
    }

    private List<Map<String, Object>> rows(String sql, long user) {
        return database.sql().rows(sql, user);
    }

    /// The same credit for both, some of which end after a day.
    private void credit(Random random, long[] pair) {
        long tokens = 1 + random.nextInt(30);
        int kind = random.nextInt(4);
        Instant end = database.now().plus(Duration.ofDays(1));
        boolean ends = random.nextInt(3) == 0;
        for (long user : pair) {
            if (kind == 0) {
                ledger.buy(user, 1);
            } else if (kind == 1) {
                ledger.support.adjust(LedgerFixture.grant(user, tokens));
            }
            if (kind < 2 && ends) {
                database.sql().execute("""
                                SET session_replication_role = replica;
                                UPDATE token_lots SET expires_at = '%1$s' WHERE is_open AND user_id = %2$s;
                                UPDATE user_tokens SET next_expiry_at = '%1$s' WHERE user_id = %2$s""".formatted(end, user));
            }
        }
    }

    private static Posting posting(Random random, List<long[]> twins, List<Posting> earlier) {
        if (!earlier.isEmpty() && random.nextInt(12) == 0) {
            return earlier.get(random.nextInt(earlier.size()));
        }
        long user = random.nextInt(25) == 0
                ? 2_000_000_000L
                : twins.get(random.nextInt(random.nextBoolean() ? 2 : USERS))[0];
        EntryType type = random.nextInt(10) == 0
                ? EntryType.REFUND
                : random.nextInt(20) == 0 ? EntryType.PURCHASE : EntryType.CONSUMPTION;
        String action = random.nextInt(15) == 0 ? (random.nextBoolean() ? "" : "tab\there") : "contact_seller";
        Posting.Context context = new Posting.Context(
                random.nextInt(5) == 0 ? null : action,
                random.nextBoolean() ? 7L : null,
                null,
                random.nextInt(6) == 0 ? "pi_" + random.nextInt(9) : null,
                random.nextBoolean() ? "someone" : null,
                random.nextBoolean() ? "{}" : "{\"words\": \"a, {b} \\\"c\\\" é\"}");
        String key = random.nextInt(25) == 0 ? "no key " + random.nextInt() : LedgerFixture.key();
        return new Posting(key, user, type, new Tokens(1 + random.nextInt(9)), null, context);
    }

    private static Posting twinOf(Posting posting, List<long[]> twins) {
        long user = twins.stream()
                .filter(pair -> pair[0] == posting.userId())
                .map(pair -> pair[1])
                .findFirst()
                .orElse(posting.userId());
        String key = posting.operationKey().replaceFirst("^(\\S+)$", "twin-$1");
        return new Posting(key, user, posting.type(), posting.tokens(), posting.reverses(), posting.context());
    }

    private List<Object> oneByOne(List<Posting> postings) {
        List<Object> outcomes = new ArrayList<>();
        for (Posting posting : postings) {
            try {
                outcomes.add(ledger.service.post(posting).balanceAfter());
            } catch (TokenProblem refused) {
                outcomes.add(refused.key());
            }
        }
        return outcomes;
    }

    private List<Object> together(List<WaitingPosting> postings) {
        Object[] outcomes = new Object[postings.size()];
        for (GatheredDoor.Outcome outcome : door.post(postings)) {
            assertThat(outcomes[outcome.line()]).isNull();
            outcomes[outcome.line()] = outcome.refusal() == null
                    ? outcome.entry().balanceAfter()
                    : outcome.refusal().key();
        }
        return List.of(outcomes);
    }
}
