package com.arzani.tokens.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.problem.Conflict;
import com.arzani.tokens.problem.Rejected;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@PostgresTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LedgerServiceTest {
    private final TestDatabase database;
    private final LedgerFixture ledger;

    LedgerServiceTest(TestDatabase database) {
        this.database = database;
        this.ledger = new LedgerFixture(database);
    }

    @Test
    void refusesToSpendMoreThanThereIs() {
        long user = ledger.userWith(4);

        assertThatThrownBy(() -> ledger.service.post(LedgerFixture.spend(user, 5)))
                .isInstanceOfSatisfying(Rejected.class, refusal -> {
                    assertThat(refusal.key()).isEqualTo("insufficient_tokens");
                    assertThat(refusal.arguments()).extracting(Object::toString).containsExactly("5", "4");
                });
        assertThat(balance(user)).isEqualTo(4);
    }

    @Test
    void refusesAUserThatDoesNotExist() {
        assertThatThrownBy(() -> ledger.service.post(LedgerFixture.spend(2_000_000_000, 5)))
                .isInstanceOf(Rejected.class)
                .hasMessage("user_unknown");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -5, 1_000_000_000_001L, Long.MAX_VALUE})
    void h6_refusesAmountsOutOfRange(long tokens) {
        long user = ledger.userWith(4);

        assertThatThrownBy(() -> ledger.support.adjust(LedgerFixture.grant(user, tokens)))
                .isInstanceOf(Rejected.class)
                .hasMessage("tokens_out_of_range");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", " \t\r\n "})
    void h15_refusesAnEmptyNote(String note) {
        long user = ledger.user();
        Adjustment adjustment = new Adjustment(
                LedgerFixture.key(),
                user,
                Direction.CREDIT,
                new Tokens(1),
                new Adjustment.Reason("goodwill", note),
                null);

        assertThatThrownBy(() -> ledger.support.adjust(adjustment))
                .isInstanceOf(Rejected.class)
                .hasMessage("reason_missing");
    }

    @Test
    void h15_refusesANoteOfTenThousandCharacters() {
        long user = ledger.user();
        Adjustment adjustment = new Adjustment(
                LedgerFixture.key(),
                user,
                Direction.CREDIT,
                new Tokens(1),
                new Adjustment.Reason("goodwill", "x".repeat(10_000)),
                null);

        assertThatThrownBy(() -> ledger.support.adjust(adjustment))
                .isInstanceOf(Rejected.class)
                .hasMessage("note_too_long");
    }

    @Test
    void h5_refusesControlCharactersInANote() {
        long user = ledger.user();
        Adjustment adjustment = new Adjustment(
                LedgerFixture.key(),
                user,
                Direction.CREDIT,
                new Tokens(1),
                new Adjustment.Reason("goodwill", "unit\u001fseparator"),
                null);

        assertThatThrownBy(() -> ledger.support.adjust(adjustment))
                .isInstanceOf(Rejected.class)
                .hasMessage("text_has_control_characters");
    }

    @Test
    void refusesAReasonThatIsNotInTheList() {
        long user = ledger.user();
        Adjustment adjustment = new Adjustment(
                LedgerFixture.key(),
                user,
                Direction.DEBIT,
                new Tokens(1),
                new Adjustment.Reason("goodwill", "goodwill takes nothing"),
                null);

        assertThatThrownBy(() -> ledger.support.adjust(adjustment))
                .isInstanceOf(Rejected.class)
                .hasMessage("reason_code_unknown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"migration", "because"})
    void refusesAReversalWhoseReasonIsNotInTheList(String code) {
        long user = ledger.user();
        LedgerEntry grant = ledger.support.adjust(LedgerFixture.grant(user, 3));

        assertThatThrownBy(() -> ledger.support.reverse(new Reversal(
                        LedgerFixture.key(), grant.id(), null, new Adjustment.Reason(code, "reversed by a test"))))
                .isInstanceOf(Rejected.class)
                .hasMessage("reason_code_unknown");
        assertThat(balance(user)).isEqualTo(3);
    }

    @Test
    void t11_aKeyUsedForSomethingElseIsAConflict() {
        long user = ledger.userWith(10);
        Posting posting = LedgerFixture.spend(user, 3);
        ledger.service.post(posting);

        assertThatThrownBy(() -> ledger.service.post(new Posting(
                        posting.operationKey(), user, EntryType.CONSUMPTION, new Tokens(4), null, posting.context())))
                .isInstanceOf(Conflict.class)
                .hasMessage("key_used");
        assertThat(balance(user)).isEqualTo(7);
    }

    @Test
    void t11_theSameKeyGivesTheSameEntryEvenWhenTheBalanceIsGone() {
        long user = ledger.userWith(10);
        Posting posting = LedgerFixture.spend(user, 6);
        LedgerEntry first = ledger.service.post(posting);
        ledger.service.post(LedgerFixture.spend(user, 4));

        LedgerEntry again = ledger.service.post(posting);

        assertThat(again.id()).isEqualTo(first.id());
        assertThat(balance(user)).isZero();
    }

    @Test
    void f4_aWalletThatMovedSinceItWasSeenIsAConflict() {
        long user = ledger.userWith(10);
        long seen = ledger.support.wallet(user).orElseThrow().seq();
        ledger.service.post(LedgerFixture.spend(user, 1));
        Adjustment stale = new Adjustment(
                LedgerFixture.key(), user, Direction.CREDIT, new Tokens(5), LedgerFixture.reason(), seen);

        assertThatThrownBy(() -> ledger.support.adjust(stale))
                .isInstanceOf(Conflict.class)
                .hasMessage("wallet_moved");
    }

    @Test
    void drawsExpiringThenGivenThenPaidTokens() {
        long user = ledger.user();
        List<LedgerEntry> sale = ledger.buy(user, 2);
        ledger.support.adjust(LedgerFixture.grant(user, 3));

        LedgerEntry spend = ledger.service.post(LedgerFixture.spend(user, 9));

        assertThat(sale).extracting(LedgerEntry::type).containsExactly(EntryType.PURCHASE, EntryType.BONUS);
        assertThat(ledger.explanation.draws(spend.id()))
                .extracting(
                        drawn -> drawn.lot().kind(),
                        drawn -> drawn.draw().tokens().count())
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(LotKind.BONUS, 5L),
                        org.assertj.core.groups.Tuple.tuple(LotKind.ADJUSTED, 3L),
                        org.assertj.core.groups.Tuple.tuple(LotKind.PAID, 1L));
        assertThat(ledger.explanation.openLots(user))
                .extracting(lot -> lot.remaining().count())
                .containsExactly(24L);
    }

    @Test
    void t10_countsPaidTokensApartFromBonusAndGifts() {
        long user = ledger.user();
        ledger.buy(user, 2);
        ledger.support.adjust(LedgerFixture.grant(user, 3));

        Wallet wallet = ledger.support.wallet(user).orElseThrow();

        assertThat(wallet.purchased()).isEqualTo(new Tokens(25));
        assertThat(wallet.balance()).isEqualTo(new Tokens(33));
    }

    @Test
    void t6_theBalanceShownWithTheUserFollowsEveryPosting() {
        long user = ledger.userWith(9);
        ledger.service.post(LedgerFixture.spend(user, 4));
        assertThat(shownWithTheUser(user)).isEqualTo(5).isEqualTo(balance(user));

        ledger.buy(user);
        assertThat(shownWithTheUser(user)).isEqualTo(15).isEqualTo(balance(user));
    }

    private long shownWithTheUser(long user) {
        return database.sql().number("SELECT token_balance FROM users WHERE id = ?", (int) user);
    }

    @Test
    void aSaleSpreadsItsPriceOverAllItsTokens() {
        long user = ledger.user();
        ledger.buy(user, 2);

        assertThat(ledger.explanation.openLots(user))
                .extracting(lot -> lot.paid().amount())
                .containsExactly(417L, 2083L);
    }

    @Test
    void reversesAnEntryOnceIntoTheVeryLots() {
        long user = ledger.userWith(10);
        LedgerEntry spend = ledger.service.post(LedgerFixture.spend(user, 6));
        Reversal reversal = new Reversal(LedgerFixture.key(), spend.id(), null, LedgerFixture.reason());

        LedgerEntry reversed = ledger.support.reverse(reversal);

        assertThat(reversed.reverses()).isEqualTo(spend.id());
        assertThat(ledger.support.reverse(reversal).id()).isEqualTo(reversed.id());
        assertThat(ledger.support.reversalOf(spend.id())).map(LedgerEntry::id).contains(reversed.id());
        assertThat(ledger.explanation.openLots(user)).hasSize(1);
        assertThat(balance(user)).isEqualTo(10);
        assertThatThrownBy(() -> ledger.support.reverse(
                        new Reversal(LedgerFixture.key(), spend.id(), null, LedgerFixture.reason())))
                .isInstanceOf(Rejected.class)
                .hasMessage("already_reversed");
    }

    @Test
    void refusesToTakeBackAGrantThatIsPartlySpent() {
        long user = ledger.user();
        LedgerEntry grant = ledger.support.adjust(LedgerFixture.grant(user, 5));
        ledger.service.post(LedgerFixture.spend(user, 2));

        assertThatThrownBy(() -> ledger.support.reverse(
                        new Reversal(LedgerFixture.key(), grant.id(), null, LedgerFixture.reason())))
                .isInstanceOf(Rejected.class)
                .hasMessage("lot_partly_spent");
        assertThat(ledger.support
                        .reverse(new Reversal(LedgerFixture.key(), grant.id(), new Tokens(3), LedgerFixture.reason()))
                        .balanceAfter())
                .isEqualTo(Tokens.ZERO);
    }

    @Test
    void aDisputeOnSpentTokensLeavesADebtThatLaterCreditsPayFirst() {
        long user = ledger.user();
        LedgerEntry purchase = ledger.buy(user).getFirst();
        ledger.service.post(LedgerFixture.spend(user, 8));
        LedgerEntry hold = ledger.service.post(new Posting(
                LedgerFixture.key(),
                user,
                EntryType.DISPUTE,
                new Tokens(10),
                null,
                Posting.Context.order("dispute_hold", purchase.orderId(), purchase.paymentIntentId())));

        assertThat(hold.delta()).isEqualTo(new Tokens(-2));
        assertThat(hold.owedDelta()).isEqualTo(new Tokens(8));
        assertThat(ledger.support.adjust(LedgerFixture.grant(user, 9)).balanceAfter())
                .isEqualTo(new Tokens(1));
        assertThat(ledger.support.wallet(user).orElseThrow().owed()).isEqualTo(Tokens.ZERO);

        LedgerEntry back = ledger.service.post(new Posting(
                LedgerFixture.key(),
                user,
                EntryType.DISPUTE,
                new Tokens(10),
                hold.id(),
                Posting.Context.order("dispute_return", purchase.orderId(), purchase.paymentIntentId())));

        assertThat(back.balanceAfter()).isEqualTo(new Tokens(11));
        assertThat(ledger.explanation.openLots(user).stream()
                        .mapToLong(lot -> lot.remaining().count())
                        .sum())
                .isEqualTo(11);
    }

    @Test
    void aLotThatHasEndedIsNotSpent() {
        long user = ledger.userWith(5);
        database.sql()
                .execute("SET session_replication_role = replica;"
                        + " UPDATE token_lots SET expires_at = ledger_now() + interval '1 day' WHERE user_id = " + user
                        + "; UPDATE user_tokens SET next_expiry_at = ledger_now() + interval '1 day' WHERE user_id = "
                        + user);
        database.advance(Duration.ofDays(2));

        assertThatThrownBy(() -> ledger.service.post(LedgerFixture.spend(user, 1)))
                .isInstanceOf(Rejected.class)
                .hasMessage("insufficient_tokens");
        ledger.support.adjust(LedgerFixture.grant(user, 2));

        assertThat(ledger.history.page(EntryFilter.ofUser(user), null, 10).rows())
                .extracting(LedgerEntry::type)
                .containsExactly(EntryType.ADJUSTMENT, EntryType.EXPIRY, EntryType.ADJUSTMENT);
        assertThat(balance(user)).isEqualTo(2);
    }

    @Test
    void aBatchRefusesOneLineWithoutFailingTheOthers() {
        long rich = ledger.userWith(10);
        long poor = ledger.user();
        Posting spend = LedgerFixture.spend(rich, 4);

        List<BatchOutcome> outcomes = ledger.service.postBatch(
                List.of(LedgerFixture.spend(poor, 1), spend, LedgerFixture.spend(rich, 3), spend));

        assertThat(outcomes).hasSize(4);
        assertThat(outcomes.getFirst().refusal()).map(problem -> problem.key()).contains("insufficient_tokens");
        assertThat(outcomes.get(1).entryId()).isEqualTo(outcomes.get(3).entryId());
        assertThat(outcomes.get(3).repeated()).isTrue();
        assertThat(outcomes.get(2).balanceAfter()).isEqualTo(new Tokens(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PRODUCT", "SERVICE"})
    void onlyPeopleOfTheDeskAdjust(OperatorRole role) {
        long user = ledger.user();
        LedgerService other = new LedgerService(database.openAs(role, Ledger.ENTITIES.toArray(Class<?>[]::new)));

        assertThatThrownBy(() -> other.adjust(LedgerFixture.grant(user, 1)))
                .isInstanceOf(Rejected.class)
                .hasMessage("not_permitted");
    }

    @Test
    void theServiceCannotPostAPurchaseWithoutAnOrder() {
        long user = ledger.user();

        assertThatThrownBy(() -> ledger.service.post(new Posting(
                        LedgerFixture.key(), user, EntryType.PURCHASE, new Tokens(5), null, Posting.Context.NONE)))
                .isInstanceOf(Rejected.class)
                .hasMessage("type_not_for_service");
    }

    private long balance(long user) {
        return ledger.support.wallet(user).orElseThrow().balance().count();
    }
}
