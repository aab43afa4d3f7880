package com.arzani.tokens.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.approval.ApprovalRequest;
import com.arzani.tokens.approval.Approvals;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.ledger.Adjustment;
import com.arzani.tokens.ledger.Ledger;
import com.arzani.tokens.ledger.LedgerProof;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.problem.Conflict;
import com.arzani.tokens.problem.Rejected;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// Access to premium analytics, given and taken back by staff.
@PostgresTest
class UnlocksTest {
    private static final BoostReason WHY = new BoostReason("goodwill", "The figures were away for a day");

    private final TestDatabase database;
    private final MarketSeed seed;
    private final Unlocks unlocks;
    private final SellerFeatures features;
    private final long seller;
    private final long listing;

    UnlocksTest(TestDatabase database) {
        this.database = database;
        seed = new MarketSeed(database);
        unlocks = unlocks(OperatorRole.SUPPORT);
        features = new SellerFeatures(database.openService(Market.ENTITIES.toArray(Class[]::new)));
        seller = seed.user();
        listing = seed.listing(seller, "Bakery");
    }

    private Unlocks unlocks(OperatorRole role) {
        return new Unlocks(database.openAs(role));
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private UnlockGrant days(String key, int days) {
        return new UnlockGrant(key, seller, listing, days, WHY);
    }

    private UnlockEnd end(String key, long tokens) {
        return new UnlockEnd(key, newest().id(), new Tokens(tokens), WHY);
    }

    private Unlock newest() {
        return unlocks.page(seller, null, 50).rows().getFirst();
    }

    private String buy(String key) {
        return features.unlockAnalytics(seller, listing, key);
    }

    private boolean open() {
        return features.analytics(seller, listing).unlockedUntil().isPresent();
    }

    private long balance() {
        return seed.sql().number("SELECT token_balance FROM users WHERE id = ?", seller);
    }

    private void limit(long tokens) {
        seed.sql()
                .execute(
                        "INSERT INTO settings (name, version, value) SELECT name, max(version) + 1, ? FROM settings"
                                + " WHERE name = 'LIMIT_SUPPORT_SINGLE' GROUP BY name",
                        Long.toString(tokens));
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException notJson) {
            throw new AssertionError(notJson);
        }
    }

    @Test
    void whoMayNotIsRefusedByTheDatabase() {
        unlocks.grant(days(key(), 3));
        for (OperatorRole role : List.of(OperatorRole.PRODUCT, OperatorRole.SERVICE)) {
            Unlocks theirs = unlocks(role);
            assertThatThrownBy(() -> theirs.grant(days(key(), 3))).hasMessage("not_permitted");
            assertThatThrownBy(() -> theirs.revoke(end(key(), 0))).hasMessage("not_permitted");
            assertThatThrownBy(() -> theirs.unused(newest().id())).hasMessage("not_permitted");
            assertThatThrownBy(() -> theirs.change(key())).hasMessage("not_permitted");
        }
    }

    @Test
    void daysListingReasonAndNoteAreChecked_H15() {
        for (int wrong : new int[] {0, -1, 366}) {
            assertThatThrownBy(() -> unlocks.grant(days(key(), wrong))).hasMessage("unlock_days_out_of_range");
        }
        long other = seed.listing(seed.user(), "Another's");
        assertThatThrownBy(() -> unlocks.grant(new UnlockGrant(key(), seller, other, 3, WHY)))
                .hasMessage("not_your_listing");
        assertThatThrownBy(() -> unlocks.grant(new UnlockGrant(key(), seller, 999_999, 3, WHY)))
                .hasMessage("business_unknown");
        assertThatThrownBy(() -> unlocks.grant(
                        new UnlockGrant(key(), seller, listing, 3, new BoostReason("fraud", "Takes, never gives"))))
                .hasMessage("reason_code_unknown");
        assertThatThrownBy(() -> new BoostReason("goodwill", " ")).hasMessage("reason_missing");
        assertThat(unlocks.page(seller, null, 50).rows()).isEmpty();
        assertThat(open()).isFalse();
    }

    @Test
    void whatIsNotInForceCannotBeTakenBack() {
        unlocks.grant(days(key(), 1));
        UnlockEnd late = end(key(), 0);
        database.advance(Duration.ofHours(25));

        assertThatThrownBy(() -> unlocks.revoke(late)).hasMessage("unlock_not_running");
        assertThatThrownBy(() -> unlocks.revoke(new UnlockEnd(key(), 987_654_321, Tokens.ZERO, WHY)))
                .hasMessage("unlock_unknown");
    }

    @Test
    void aGiftMovesNoTokensGoesOnWhereTheOtherEndsAndHappensOnce() {
        seed.grant(seller, 3);
        buy(key());
        String key = key();

        UnlockChange given = unlocks.grant(days(key, 10));

        assertThat(unlocks.grant(days(key, 10))).isEqualTo(given);
        assertThat(unlocks.change(key)).contains(given);
        assertThatThrownBy(() -> unlocks.grant(days(key, 11)))
                .isInstanceOf(Conflict.class)
                .hasMessage("key_used");
        List<Unlock> all = unlocks.page(seller, null, 50).rows();
        assertThat(all).hasSize(2);
        assertThat(all.get(0).from()).isEqualTo(all.get(1).until());
        assertThat(all.get(0).spent()).isEqualTo(Tokens.ZERO);
        assertThat(all.get(0).entryId()).isNull();
        assertThat(all.get(1).entryId()).as("what was bought names its entry").isNotNull();
        assertThat(given.until()).isEqualTo(all.get(0).until());
        assertThat(balance()).isZero();
    }

    @Test
    void takenBackTheUnusedPartReturnsAndTheAccessEnds() {
        seed.grant(seller, 6);
        buy(key());
        buy(key());
        unlocks.grant(days(key(), 5));
        database.advance(Duration.ofDays(20));
        long unused = unlocks.unused(newest().id()).count();
        assertThat(unused).as("a third of 3, floored, and the 3 not begun").isIn(3L, 4L);
        String key = key();

        UnlockChange ended = unlocks.revoke(end(key, unused));

        assertThat(ended.back()).isEqualTo(new Tokens(unused));
        assertThat(ended.entryId()).isNotNull();
        assertThat(balance()).isEqualTo(unused);
        assertThat(open()).isFalse();
        assertThat(unlocks.page(seller, null, 50).rows())
                .noneMatch(Unlock::running)
                .allMatch(u -> u.revoked() != null);
        assertThat(unlocks.change(key)).contains(ended);
        assertThat(unlocks.revoke(end(key, unused))).as("the same key again").isEqualTo(ended);
        assertThat(balance()).isEqualTo(unused);
        assertThat(new LedgerProof(database.openService(Ledger.ENTITIES.toArray(Class[]::new)))
                        .run(count -> {})
                        .differences())
                .isEmpty();
    }

    @Test
    void theSellersOwnKeySaysThatItWasTakenBackAndABoughtOneBeginsNow() {
        seed.grant(seller, 6);
        String bought = key();
        JsonNode first = json(buy(bought));
        assertThat(first.has("revokedAt")).isFalse();
        unlocks.revoke(end(key(), unlocks.unused(newest().id()).count()));

        JsonNode again = json(buy(bought));

        assertThat(again.path("unlockedUntil")).isEqualTo(first.path("unlockedUntil"));
        assertThat(again.has("revokedAt"))
                .as("the old answer, and that it is over")
                .isTrue();
        assertThat(open()).isFalse();
        buy(key());
        assertThat(newest().running()).isTrue();
        assertThat(Duration.between(newest().from(), newest().until())).isEqualTo(Duration.ofDays(30));
        assertThat(open()).isTrue();
    }

    @Test
    void anotherNumberThanShownIsAConflictAndChangesNothing_F5() {
        seed.grant(seller, 3);
        buy(key());
        database.advance(Duration.ofDays(15));

        assertThatThrownBy(() -> unlocks.revoke(end(key(), 3))).isInstanceOfSatisfying(Conflict.class, problem -> {
            assertThat(problem.key()).isEqualTo("unlock_refund_changed");
            assertThat(problem.arguments()).containsExactly("1");
        });
        assertThat(open()).isTrue();
        assertThat(balance()).isZero();
    }

    @Test
    void ofTwoAtOnceOneTakesBackAndTheOtherIsTold_F5() throws Exception {
        seed.grant(seller, 3);
        buy(key());
        long back = unlocks.unused(newest().id()).count();
        UnlockEnd one = end(key(), back);
        UnlockEnd other = end(key(), back);
        Unlocks finance = unlocks(OperatorRole.FINANCE);
        Callable<String> first = () -> outcome(unlocks, one);
        Callable<String> second = () -> outcome(finance, other);
        try (ExecutorService both = Executors.newFixedThreadPool(2)) {
            List<String> outcomes = both.invokeAll(List.of(first, second)).stream()
                    .map(UnlocksTest::got)
                    .toList();
            assertThat(outcomes).containsExactlyInAnyOrder("done", "unlock_not_running");
        }
        assertThat(balance()).isEqualTo(back);
    }

    private static String outcome(Unlocks with, UnlockEnd end) {
        try {
            with.revoke(end);
            return "done";
        } catch (Rejected refused) {
            return refused.key();
        }
    }

    private static String got(Future<String> future) {
        try {
            return future.get();
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    void beyondThePersonsLimitASecondPersonApproves() {
        seed.grant(seller, 3);
        buy(key());
        long back = unlocks.unused(newest().id()).count();
        ApprovalRequest asked;
        limit(1);
        try {
            assertThatThrownBy(() -> unlocks.revoke(end(key(), back))).hasMessage("over_limit_single");
            asked = new Approvals(database.openAs(OperatorRole.SUPPORT))
                    .requestUnlockEnd(key(), newest().id(), new Adjustment.Reason(WHY.code(), WHY.note()));
        } finally {
            limit(1_000_000);
        }
        assertThat(asked.kind()).isEqualTo("unlock_end");
        assertThat(open()).as("until somebody approves").isTrue();
        Approvals finance = new Approvals(database.openAs(OperatorRole.FINANCE));
        ApprovalRequest done =
                finance.approve(asked.id(), finance.now(asked.id()).planHash(), "Right");

        assertThat(done.outcome().entries()).hasSize(1);
        assertThat(open()).isFalse();
        assertThat(balance()).isEqualTo(back);
    }
}
