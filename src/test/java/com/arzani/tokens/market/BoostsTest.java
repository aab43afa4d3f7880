package com.arzani.tokens.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.problem.Conflict;
import com.arzani.tokens.problem.Rejected;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

@PostgresTest
class BoostsTest {
    private static final BoostReason GIFT = new BoostReason("goodwill", "The listing was hidden for a day");
    private static final BoostReason CHARGE = new BoostReason("customer_request", "Asked by phone");

    private final TestDatabase database;
    private final MarketSeed seed;
    private final Boosts boosts;
    private final long seller;
    private final long listing;

    BoostsTest(TestDatabase database) {
        this.database = database;
        seed = new MarketSeed(database);
        boosts = boosts(OperatorRole.SUPPORT);
        seller = seed.user();
        listing = seed.listing(seller, "Bakery");
    }

    private Boosts boosts(OperatorRole role) {
        return new Boosts(database.openAs(role, Market.ENTITIES.toArray(Class[]::new)));
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private BoostExtension week(String key, long boost, boolean charge) {
        return new BoostExtension(key, boost, 7, charge, charge ? CHARGE : GIFT);
    }

    private long balance() {
        return seed.sql().number("SELECT token_balance FROM users WHERE id = ?", seller);
    }

    private long entries() {
        return seed.sql().number("SELECT count(*) FROM token_transactions WHERE user_id = ?", seller);
    }

    private long paidBoost() {
        seed.grant(seller, 20);
        return seed.boost(listing, 1, 24, 7, 5);
    }

    @Test
    void productIsRefusedByTheDatabase() {
        long boost = paidBoost();
        Boosts product = boosts(OperatorRole.PRODUCT);

        assertThatThrownBy(() -> product.page(BoostTab.RUNNING, null, 50))
                .isInstanceOf(Rejected.class)
                .hasMessage("not_permitted");
        assertThatThrownBy(() -> product.extend(week(key(), boost, false)))
                .isInstanceOf(Rejected.class)
                .hasMessage("not_permitted");
        assertThatThrownBy(() -> product.end(new BoostEnd(key(), boost, Tokens.ZERO, GIFT)))
                .isInstanceOf(Rejected.class)
                .hasMessage("not_permitted");
        assertThatThrownBy(() -> product.unused(listing))
                .isInstanceOf(Rejected.class)
                .hasMessage("not_permitted");
    }

    @Test
    void aShortBalanceLeavesEverythingAsItWas_T3() {
        seed.grant(seller, 7);
        long boost = seed.boost(listing, 1, 24, 7, 5);
        BoostedListing before = boosts.listing(listing).orElseThrow();

        assertThatThrownBy(() -> boosts.extend(week(key(), boost, true)))
                .isInstanceOfSatisfying(Rejected.class, refusal -> {
                    assertThat(refusal.key()).isEqualTo("insufficient_tokens");
                    assertThat(refusal.arguments()).containsExactly(5L, 2L);
                });

        assertThat(balance()).isEqualTo(2);
        assertThat(boosts.listing(listing)).contains(before);
        assertThat(boosts.periods(listing)).hasSize(1);
    }

    @Test
    void aPeriodThatCannotBeWrittenTakesNoTokens_T3() {
        long boost = paidBoost();
        long entries = entries();
        seed.sql()
                .execute("CREATE FUNCTION refuse_period() RETURNS trigger LANGUAGE plpgsql AS $$"
                        + " BEGIN RAISE EXCEPTION 'no room'; END $$");
        seed.sql()
                .execute("CREATE TRIGGER refuse BEFORE INSERT ON listing_boosts FOR EACH ROW"
                        + " EXECUTE FUNCTION refuse_period()");
        try {
            assertThatThrownBy(() -> boosts.extend(week(key(), boost, true))).hasMessageContaining("no room");
        } finally {
            seed.sql().execute("DROP FUNCTION refuse_period CASCADE");
        }

        assertThat(balance()).isEqualTo(15);
        assertThat(entries()).isEqualTo(entries);
        assertThat(boosts.periods(listing)).hasSize(1);
    }

    @Test
    void aBoostThatIsNotRunningCannotBeChanged() {
        seed.grant(seller, 20);
        long over = seed.boost(listing, 1, 24 * 10, 7, 5);

        assertThatThrownBy(() -> boosts.extend(week(key(), over, false)))
                .isInstanceOf(Rejected.class)
                .hasMessage("boost_not_running");
        assertThatThrownBy(() -> boosts.end(new BoostEnd(key(), over, Tokens.ZERO, GIFT)))
                .isInstanceOf(Rejected.class)
                .hasMessage("boost_not_running");
        assertThatThrownBy(() -> boosts.extend(week(key(), 987_654_321, false)))
                .isInstanceOf(Rejected.class)
                .hasMessage("boost_unknown");
    }

    @Test
    void daysReasonAndNoteAreChecked_H15() {
        long boost = paidBoost();

        for (int days : new int[] {0, -5, 366}) {
            assertThatThrownBy(() -> boosts.extend(new BoostExtension(key(), boost, days, false, GIFT)))
                    .isInstanceOf(Rejected.class)
                    .hasMessage("boost_days_out_of_range");
        }
        assertThatThrownBy(() -> boosts.extend(
                        new BoostExtension(key(), boost, 7, false, new BoostReason("fraud", "Takes, never gives"))))
                .isInstanceOf(Rejected.class)
                .hasMessage("reason_code_unknown");
        assertThatThrownBy(() -> new BoostReason("goodwill", " \n "))
                .isInstanceOf(Rejected.class)
                .hasMessage("reason_missing");
        assertThatThrownBy(() -> new BoostReason("goodwill", "x".repeat(10_000)))
                .isInstanceOf(Rejected.class)
                .hasMessage("note_too_long");
        // What the console forbids, psql must not allow either.
        assertThatThrownBy(() -> database.sqlAs(database.login(OperatorRole.SUPPORT))
                        .execute(
                                "SELECT extend_boost(?, ?, 7, false, 'goodwill', ?)", key(), boost, "x".repeat(10_000)))
                .hasMessageContaining("note_too_long");
        assertThat(boosts.periods(listing)).hasSize(1);
    }

    @Test
    void anExtensionBeginsWhereTheBoostEndsAndTakesItsPrice() {
        long boost = paidBoost();
        BoostedListing before = boosts.listing(listing).orElseThrow();

        ListingBoost period = boosts.extend(week(key(), boost, true));

        BoostedListing after = boosts.listing(listing).orElseThrow();
        assertThat(period.startsAt()).isEqualTo(before.until());
        assertThat(after.until()).isEqualTo(before.until().plus(Duration.ofDays(7)));
        assertThat(period.tokensSpent()).isEqualTo(boosts.prices().of(1, 7));
        assertThat(balance()).isEqualTo(10);
        assertThat(after.tokensSpent()).isEqualTo(new Tokens(10));
        assertThat(after.sellerBalance()).isEqualTo(new Tokens(10));
        assertThat(seed.sql().number("SELECT tokens_amount FROM token_transactions WHERE id = ?", period.entryId()))
                .isEqualTo(5);
    }

    @Test
    void thePriceIsThatOfTheScreen() {
        long boost = paidBoost();
        BoostPrices prices = boosts.prices();

        assertThat(prices.of(1, 7)).isEqualTo(new Tokens(5));
        assertThat(prices.of(2, 8)).isEqualTo(new Tokens(12));
        assertThat(prices.of(3, 1)).isEqualTo(new Tokens(3));
        ListingBoost period = boosts.extend(new BoostExtension(key(), boost, 10, true, CHARGE));
        assertThat(period.tokensSpent()).isEqualTo(prices.of(1, 10));
    }

    @Test
    void giftedDaysTakeNothing() {
        long boost = paidBoost();
        long entries = entries();

        ListingBoost period = boosts.extend(week(key(), boost, false));

        assertThat(period.entryId()).isNull();
        assertThat(period.tokensSpent()).isEqualTo(Tokens.ZERO);
        assertThat(entries()).isEqualTo(entries);
    }

    @Test
    void oneKeyIsOneExtension() {
        long boost = paidBoost();
        for (boolean charge : new boolean[] {true, false}) {
            String key = key();
            ListingBoost first = boosts.extend(week(key, boost, charge));

            assertThat(boosts.extend(week(key, boost, charge)).id()).isEqualTo(first.id());
            assertThat(boosts.change(key)).extracting(ListingBoost::id).containsExactly(first.id());
            assertThatThrownBy(() -> boosts.extend(new BoostExtension(key, boost, 8, charge, charge ? CHARGE : GIFT)))
                    .isInstanceOf(Conflict.class)
                    .hasMessage("key_used");
        }
        assertThat(boosts.periods(listing)).hasSize(3);
        assertThat(balance()).isEqualTo(10);
    }

    @Test
    void simultaneousEqualExtensionsAreOne() throws Exception {
        for (boolean charge : new boolean[] {true, false}) {
            long listingHere = seed.listing(seller, "Cafe");
            seed.grant(seller, 40);
            long boost = seed.boost(listingHere, 1, 24, 7, 5);
            long before = balance();
            String key = key();
            List<ListingBoost> made = atOnce(4, () -> boosts.extend(week(key, boost, charge)));

            assertThat(made)
                    .extracting(ListingBoost::id)
                    .containsOnly(made.getFirst().id());
            assertThat(boosts.periods(listingHere)).hasSize(2);
            assertThat(balance()).isEqualTo(charge ? before - 5 : before);
        }
    }

    private static <T> List<T> atOnce(int times, Callable<T> work) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> started = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                started.add(threads.submit(work));
            }
            List<T> answers = new ArrayList<>();
            for (Future<T> future : started) {
                answers.add(future.get());
            }
            return answers;
        }
    }

    @Test
    void anEarlyEndGivesExactlyTheUnusedPartBack() {
        long boost = paidBoost();
        boosts.extend(week(key(), boost, true));
        boosts.extend(week(key(), boost, false));
        // A day of seven is used: 5 * 6/7 of the first period, floored, and all of the second.
        assertThat(boosts.unused(listing)).isEqualTo(new Tokens(9));
        assertThatThrownBy(() -> boosts.end(new BoostEnd(key(), boost, new Tokens(10), GIFT)))
                .isInstanceOfSatisfying(Conflict.class, conflict -> {
                    assertThat(conflict.key()).isEqualTo("boost_refund_changed");
                    assertThat(conflict.arguments()).containsExactly("9");
                });
        assertThat(balance()).isEqualTo(10);

        String key = key();
        List<ListingBoost> ended = boosts.end(new BoostEnd(key, boost, new Tokens(9), GIFT));

        assertThat(ended)
                .hasSize(3)
                .allSatisfy(period -> assertThat(period.endedAt()).isNotNull());
        assertThat(ended).extracting(period -> period.endedTokens().count()).containsExactly(4L, 5L, 0L);
        assertThat(balance()).isEqualTo(19);
        assertThat(boosts.listing(listing).orElseThrow())
                .returns(false, BoostedListing::running)
                .returns(new Tokens(1), BoostedListing::tokensSpent);
        assertThat(boosts.unused(listing)).isEqualTo(Tokens.ZERO);
        // Once, also when the answer was lost.
        assertThat(boosts.change(key())).isEmpty();
        assertThat(boosts.change(key))
                .extracting(ListingBoost::id)
                .isEqualTo(ended.stream().map(ListingBoost::id).toList());
        assertThat(boosts.end(new BoostEnd(key, boost, new Tokens(9), GIFT)))
                .extracting(ListingBoost::id)
                .isEqualTo(ended.stream().map(ListingBoost::id).toList());
        assertThatThrownBy(() -> boosts.end(new BoostEnd(key(), boost, Tokens.ZERO, GIFT)))
                .hasMessage("boost_not_running");
        assertThat(balance()).isEqualTo(19);
    }

    @Test
    void anEndedFuturePeriodDoesNotOutliveTheNextBoost() {
        long boost = paidBoost();
        boosts.extend(week(key(), boost, true));
        boosts.end(new BoostEnd(key(), boost, boosts.unused(listing), GIFT));

        seed.boost(listing, 2, 0, 1, 10);

        assertThat(boosts.listing(listing).orElseThrow().until())
                .isBetween(database.now(), database.now().plus(Duration.ofHours(25)));
    }

    @Test
    void aSpendThatWasReversedGivesNothingBackTwice() {
        long boost = paidBoost();
        long entry = boosts.periods(listing).getFirst().entryId();
        seed.sql().execute("SELECT reverse_entry(?, ?, NULL, 'goodwill', 'Paid twice')", key(), entry);
        assertThat(balance()).isEqualTo(20);

        assertThat(boosts.unused(listing)).isEqualTo(Tokens.ZERO);
        boosts.end(new BoostEnd(key(), boost, Tokens.ZERO, GIFT));

        assertThat(balance()).isEqualTo(20);
    }

    @Test
    void aBoostIsOverWhenItsTimeIs_T20() {
        paidBoost();
        assertThat(in(BoostTab.RUNNING)).contains(listing);
        assertThat(in(BoostTab.ENDING)).contains(listing);
        assertThat(in(BoostTab.ENDED)).doesNotContain(listing);
        database.advance(Duration.ofDays(6).plusMinutes(1));
        try {
            // No job has run: the mark is still there.
            assertThat(seed.sql().value(Boolean.class, "SELECT is_boosted FROM businesses WHERE id = ?", listing))
                    .isTrue();
            assertThat(in(BoostTab.RUNNING)).doesNotContain(listing);
            assertThat(in(BoostTab.ENDING)).doesNotContain(listing);
            assertThat(in(BoostTab.ENDED)).contains(listing);
            assertThat(boosts.listing(listing).orElseThrow().running()).isFalse();
        } finally {
            database.advance(Duration.ofDays(-6).minusMinutes(1));
        }
    }

    private List<Long> in(BoostTab tab) {
        return boosts.page(tab, null, 200).rows().stream()
                .map(BoostedListing::businessId)
                .toList();
    }

    @Test
    void tabsPageByKeyAndCountUpToABound() {
        List<Long> mine = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            long id = seed.listing(seller, "Shop " + i);
            seed.boost(id, 1, 24, 20 + i, 0);
            mine.add(id);
        }
        List<Long> read = new ArrayList<>();
        MarketKey after = null;
        do {
            var page = boosts.page(BoostTab.RUNNING, after, 2);
            page.rows().forEach(row -> read.add(row.businessId()));
            after = page.next();
        } while (after != null);

        assertThat(read).doesNotHaveDuplicates().containsSubsequence(mine);
        assertThat(boosts.counts().running()).isEqualTo(read.size());
        assertThat(boosts.counts().of(BoostTab.ENDING)).isLessThan(read.size());
    }
}
