package com.arzani.tokens.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.money.Pence;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.TokenProblem;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a wallet was is compared with what was seen of it at the time, and with a slow replay of its entries.
@PostgresTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BalanceExplainerTest {
    private static final int SEEDS = 4;
    private static final int OPERATIONS = 30;

    private final TestDatabase database;
    private final LedgerFixture ledger;
    private final BalanceExplainer explainer;
    private final ChargeExplainer charges;

    BalanceExplainerTest(TestDatabase database) {
        this.database = database;
        ledger = new LedgerFixture(database);
        explainer = new BalanceExplainer(ledger.supportDatabase);
        charges = new ChargeExplainer(ledger.supportDatabase);
    }

    /// What the wallet and its lots said after an operation.
    private record Seen(Instant at, long balance, long owed, Map<Long, Long> lots) {}

    private record Moved(long entry, Instant at, long delta, long owed) {}

    @Test
    void aStrangerAndAnEntryOfSomebodyElseAreRefused() {
        long user = ledger.userWith(5);
        long other = ledger.userWith(7);
        long entry = ledger.history
                .page(EntryFilter.ofUser(other), null, 1)
                .rows()
                .getFirst()
                .id();
        assertThatThrownBy(() -> explainer.explain(2_000_000_000, Moment.NOW))
                .isInstanceOf(Rejected.class)
                .hasMessage("user_unknown");
        assertThatThrownBy(() -> explainer.explain(user, Moment.after(entry))).hasMessage("entry_not_found");
        assertThatThrownBy(() -> explainer.ownerOf(Long.MAX_VALUE)).hasMessage("entry_not_found");
        assertThatThrownBy(() -> charges.explain(Long.MAX_VALUE)).hasMessage("entry_not_found");
        assertThat(explainer.ownerOf(entry)).isEqualTo(other);
    }

    @Test
    void productSeesNoCustomersBalance() {
        long user = ledger.userWith(5);
        var product = database.openAs(OperatorRole.PRODUCT, Ledger.ENTITIES.toArray(Class<?>[]::new));
        assertThatThrownBy(() -> new BalanceExplainer(product).explain(user, Moment.NOW))
                .isInstanceOf(TokenProblem.class)
                .hasMessage("not_permitted");
    }

    @Test
    void aUserWithoutAWalletHasNothingToExplain() {
        BalanceExplanation nothing = explainer.explain(ledger.user(), Moment.NOW);
        assertThat(nothing.balance()).isEqualTo(Tokens.ZERO);
        assertThat(nothing.flows()).isEmpty();
        assertThat(nothing.addsUp()).isTrue();
        assertThat(explainer.lots(nothing, null, 50)).isEmpty();
    }

    /// Fresh seeds each run; a failing one is in the test's name, and `-Dledger.seed=N` runs it again.
    static List<Long> seeds() {
        Long given = Long.getLong("ledger.seed");
        return given != null
                ? List.of(given)
                : new Random().longs(SEEDS, 0, 1L << 40).boxed().toList();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void balanceDebtAndLotsOfAnyMomentAreThoseOfItsTime(long seed) {
        Random random = new Random(seed);
        long user = ledger.user();
        List<LedgerEntry> posted = new ArrayList<>();
        TreeMap<Long, Seen> seen = new TreeMap<>();
        for (int i = 0; i < OPERATIONS; i++) {
            step(random, user, posted);
            if (random.nextInt(3) > 0) {
                database.advance(Duration.ofMinutes(1 + random.nextInt(5_000)));
            }
            look(user, seen);
        }
        seen.forEach((seq, then) -> asSeen(user, seq, then));
        List<Moved> moves = moves(user);
        for (int i = 0; i < 15; i++) {
            Moved near = moves.get(random.nextInt(moves.size()));
            replayed(user, near.at().plusMillis(random.nextInt(3) * 1000L - 1000), moves);
        }
        replayed(user, moves.getFirst().at().minusSeconds(1), moves);
        replayed(user, database.now().plusSeconds(60), moves);
    }

    private void step(Random random, long user, List<LedgerEntry> posted) {
        long tokens = 1 + random.nextInt(12);
        try {
            switch (random.nextInt(9)) {
                case 0 -> posted.addAll(ledger.buy(user, 1 + random.nextInt(3)));
                case 1 -> posted.add(ledger.support.adjust(LedgerFixture.grant(user, tokens)));
                case 2 -> posted.add(ledger.support.adjust(LedgerFixture.take(user, tokens)));
                case 3 ->
                    posted.add(ledger.service.post(new Posting(
                            LedgerFixture.key(),
                            user,
                            EntryType.REFUND,
                            new Tokens(tokens),
                            null,
                            Posting.Context.NONE)));
                case 4 -> {
                    LedgerEntry entry = posted.isEmpty() ? null : posted.get(random.nextInt(posted.size()));
                    if (entry != null
                            && (entry.type() == EntryType.CONSUMPTION || entry.type() == EntryType.ADJUSTMENT)) {
                        long part = 1 + random.nextInt((int) entry.amount().count());
                        ledger.support.reverse(new Reversal(
                                LedgerFixture.key(), entry.id(), new Tokens(part), LedgerFixture.reason()));
                    }
                }
                case 5 -> endSoon(user);
                default -> posted.add(ledger.service.post(LedgerFixture.spend(user, tokens)));
            }
        } catch (Rejected refused) {
            assertThat(refused.key()).isIn("insufficient_tokens", "already_reversed", "lot_partly_spent");
        }
    }

    /// Gives one open lot an end, as no door does yet; sometime later it expires.
    private void endSoon(long user) {
        database.sql()
                .execute("SET session_replication_role = replica;"
                        + " UPDATE token_lots SET expires_at = ledger_now() + interval '1 day' WHERE entry_id ="
                        + " (SELECT max(entry_id) FROM token_lots WHERE is_open AND expires_at IS NULL AND user_id = "
                        + user + "); UPDATE user_tokens SET next_expiry_at = (SELECT min(expires_at) FROM token_lots"
                        + " WHERE is_open AND user_id = " + user + ") WHERE user_id = " + user);
    }

    private void look(long user, TreeMap<Long, Seen> seen) {
        var wallet = database.sql()
                .rows(
                        "SELECT wallet_seq, token_balance, tokens_owed, last_entry_at FROM user_tokens WHERE user_id = ?",
                        (int) user);
        if (wallet.isEmpty() || (Long) wallet.getFirst().get("wallet_seq") == 0) {
            return;
        }
        Map<Long, Long> lots = new HashMap<>();
        database.sql()
                .rows("SELECT entry_id, remaining FROM token_lots WHERE user_id = ?", (int) user)
                .forEach(row -> lots.put((Long) row.get("entry_id"), (Long) row.get("remaining")));
        seen.put(
                (Long) wallet.getFirst().get("wallet_seq"),
                new Seen(
                        ((java.sql.Timestamp) wallet.getFirst().get("last_entry_at")).toInstant(),
                        (Long) wallet.getFirst().get("token_balance"),
                        (Long) wallet.getFirst().get("tokens_owed"),
                        lots));
    }

    private void asSeen(long user, long seq, Seen then) {
        long entry = database.sql()
                .value(
                        Long.class,
                        "SELECT entry_id FROM token_entry_keys WHERE user_id = ? AND wallet_seq = ?",
                        (int) user,
                        seq);
        BalanceExplanation told = explainer.explain(user, Moment.after(entry));
        agrees(told, then.balance(), then.owed(), then.lots());
        assertThat(told.state().seq()).isEqualTo(seq);
        assertThat(told.state().last()).isEqualTo(then.at());
    }

    private void agrees(BalanceExplanation told, long balance, long owed, Map<Long, Long> lots) {
        assertThat(told.balance().count()).isEqualTo(balance);
        assertThat(told.owed().count()).isEqualTo(owed);
        assertThat(told.addsUp()).as("%s", told).isTrue();
        Map<Long, Long> open = new HashMap<>();
        told.open()
                .lots()
                .forEach(lot -> open.put(lot.lot().entryId(), lot.left().count()));
        Map<Long, Long> expected = new HashMap<>(lots);
        expected.values().removeIf(left -> left == 0);
        assertThat(open).isEqualTo(expected);
        Map<Long, Long> all = new HashMap<>();
        Long before = null;
        List<LotThen> page;
        do {
            page = explainer.lots(told, before, 7);
            page.forEach(lot -> all.put(lot.lot().entryId(), lot.left().count()));
            before = page.isEmpty() ? null : page.getLast().lot().entryId();
        } while (page.size() == 7);
        assertThat(all).isEqualTo(lots);
        for (LotThen lot : page) {
            long used = explainer.uses(told, lot.lot().entryId(), null, 1_000).stream()
                    .mapToLong(use -> use.tokens().count())
                    .sum();
            assertThat(used).isEqualTo(lot.used().count());
        }
    }

    private List<Moved> moves(long user) {
        return database
                .sql()
                .rows(
                        "SELECT id, created_at, tokens_delta, tokens_owed_delta FROM token_transactions"
                                + " WHERE user_id = ? ORDER BY wallet_seq",
                        (int) user)
                .stream()
                .map(row -> new Moved(
                        (Long) row.get("id"),
                        ((java.sql.Timestamp) row.get("created_at")).toInstant(),
                        (Long) row.get("tokens_delta"),
                        (Long) row.get("tokens_owed_delta")))
                .toList();
    }

    /// The slow way: every entry until then, and every draw of one of them.
    private void replayed(long user, Instant at, List<Moved> moves) {
        Map<Long, Instant> times = new HashMap<>();
        moves.forEach(move -> times.put(move.entry(), move.at()));
        List<Moved> until =
                moves.stream().filter(move -> !move.at().isAfter(at)).toList();
        Map<Long, Long> lots = new HashMap<>();
        database.sql().rows("SELECT entry_id, tokens FROM token_lots WHERE user_id = ?", (int) user).stream()
                .filter(row -> !times.get((Long) row.get("entry_id")).isAfter(at))
                .forEach(row -> lots.put((Long) row.get("entry_id"), (Long) row.get("tokens")));
        database
                .sql()
                .rows(
                        "SELECT d.entry_id, lot_id, d.tokens FROM token_lot_draws d"
                                + " JOIN token_lots l ON l.entry_id = d.lot_id WHERE l.user_id = ?",
                        (int) user)
                .stream()
                .filter(row -> !times.get((Long) row.get("entry_id")).isAfter(at))
                .forEach(row -> lots.merge((Long) row.get("lot_id"), -(Long) row.get("tokens"), Long::sum));
        BalanceExplanation told = explainer.explain(user, Moment.at(at));
        agrees(
                told,
                until.stream().mapToLong(Moved::delta).sum(),
                until.stream().mapToLong(Moved::owed).sum(),
                lots);
    }

    @Test
    void aChargeSaysWhatItsTokensHadCostToThePenny() {
        long user = ledger.user();
        ledger.buy(user, 2);
        List<LedgerEntry> spends = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            spends.add(ledger.service.post(LedgerFixture.spend(user, 3)));
        }
        long price =
                database.sql().value(Long.class, "SELECT price_pence FROM token_orders WHERE user_id = ?", (int) user);
        Pence all =
                spends.stream().map(spend -> charges.explain(spend.id()).cost()).reduce(Pence.ZERO, Pence::plus);
        assertThat(all).isEqualTo(new Pence(price));
        ChargeExplanation first = charges.explain(spends.getFirst().id());
        assertThat(first.balanceBefore()).isEqualTo(new Tokens(30));
        assertThat(first.reversal()).isNull();
        assertThat(first.draws()).isNotEmpty();
        LedgerEntry reversal = ledger.support.reverse(
                new Reversal(LedgerFixture.key(), spends.getFirst().id(), new Tokens(2), LedgerFixture.reason()));
        assertThat(charges.explain(spends.getFirst().id()).reversal().id()).isEqualTo(reversal.id());
        assertThat(charges.explain(spends.getFirst().id()).cost()).isEqualTo(first.cost());
        assertThat(charges.explain(reversal.id()).balanceBefore()).isEqualTo(Tokens.ZERO);
    }

    @Test
    void theTimeOfAnEntryIsPartOfItsMoment() {
        long user = ledger.userWith(5);
        OffsetDateTime at = database.sql()
                .value(OffsetDateTime.class, "SELECT created_at FROM token_transactions WHERE user_id = ?", (int) user);
        assertThat(explainer.explain(user, Moment.at(at.toInstant())).balance()).isEqualTo(new Tokens(5));
        assertThat(explainer
                        .explain(user, Moment.at(at.toInstant().minusNanos(1_000)))
                        .balance())
                .isEqualTo(Tokens.ZERO);
    }
}
