package com.arzani.tokens.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Views and contacts before a boost, while it ran and after it.
@PostgresTest
class BoostEffectsTest {
    private final TestDatabase database;
    private final MarketSeed seed;
    private final BoostEffects effects;
    private final long seller;
    private final long listing;

    BoostEffectsTest(TestDatabase database) {
        this.database = database;
        seed = new MarketSeed(database);
        effects = new BoostEffects(database.openAs(OperatorRole.SUPPORT));
        seller = seed.user();
        listing = listing();
        views(0, 1, 200 * 24); // views are counted for longer than anything below goes back
    }

    private long listing() {
        long id = seed.listing(seller, "Bakery");
        seed.sql().execute("UPDATE businesses SET created_at = ledger_now() - interval '100 days' WHERE id = ?", id);
        return id;
    }

    private void views(long of, int count, int hoursAgo) {
        seed.sql().execute("""
                INSERT INTO analytics_events (event_type, event_data, created_at)
                SELECT 'business_view', jsonb_build_object('business_id', ?::text), ledger_now() - ? * interval '1 hour'
                FROM generate_series(1, ?)""", Long.toString(of), hoursAgo, count);
    }

    private void contacts(int count, int hoursAgo) {
        seed.sql().execute("""
                INSERT INTO business_inquiries (business_id, created_at)
                SELECT ?, ledger_now() - ? * interval '1 hour' FROM generate_series(1, ?)""", listing, hoursAgo, count);
    }

    private BoostEffect effect() {
        return effects.of(List.of(listing)).get(listing);
    }

    @Test
    void whoMayNotIsRefusedAndACallHasAnEnd() {
        BoostEffects product = new BoostEffects(database.openAs(OperatorRole.PRODUCT));
        assertThatThrownBy(() -> product.of(List.of(listing))).hasMessage("not_permitted");
        assertThatThrownBy(
                        () -> effects.of(LongStream.rangeClosed(1, 201).boxed().toList()))
                .hasMessage("too_many_listings");
        assertThat(effects.of(List.of())).isEmpty();
        assertThat(effects.of(List.of(listing))).as("never boosted").isEmpty();
    }

    @Test
    void threeWindowsOfTheSameDaysAndNothingOutsideThem() {
        seed.boost(listing, 1, 24 * 20, 7, 0); // from day -20 to day -13
        views(listing, 40, 24 * 20 + 1); // before, in its last hour
        views(listing, 9, 24 * 27 + 1); // longer ago than the window
        views(listing, 60, 24 * 20 - 1); // boosted
        views(listing, 30, 24 * 13 - 1); // after it
        views(listing, 5, 24 * 6 - 1); // longer after it
        contacts(2, 24 * 21);
        contacts(3, 24 * 14);
        contacts(1, 24 * 12);

        BoostEffect effect = effect();

        assertThat(effect.days()).isEqualTo(7);
        assertThat(effect.endedAt()).isNotNull();
        assertThat(effect.before()).isEqualTo(new BoostEffect.Window(40, 2));
        assertThat(effect.during()).isEqualTo(new BoostEffect.Window(60, 3));
        assertThat(effect.after()).isEqualTo(new BoostEffect.Window(30, 1));
        assertThat(effect.viewsChange()).isEqualTo(OptionalLong.of(50));
        assertThat(effect.contactsChange()).as("two contacts are too few").isEmpty();
    }

    @Test
    void fromTooFewViewsNoRateIsMade_ruling25() {
        seed.boost(listing, 1, 24 * 8, 7, 0);
        views(listing, 19, 24 * 9);
        views(listing, 100, 24 * 7);

        assertThat(effect().before().views()).isEqualTo(19);
        assertThat(effect().viewsChange()).isEmpty();
        views(listing, 1, 24 * 9);
        assertThat(effect().viewsChange()).isEqualTo(OptionalLong.of(400));
    }

    @Test
    void aRunningBoostIsComparedAsFarAsItRanAndAnExtensionIsTheSameBoost() {
        seed.boost(listing, 1, 24 * 10, 7, 0);
        long second = seed.boost(listing, 1, 24 * 3, 7, 0);
        seed.sql()
                .execute(
                        "UPDATE listing_boosts SET starts_at = (SELECT min(ends_at) FROM listing_boosts"
                                + " WHERE business_id = ?) WHERE id = ?",
                        listing,
                        second);
        views(listing, 20, 24 * 19);
        views(listing, 10, 24 * 2);

        BoostEffect effect = effect();

        assertThat(effect.endedAt()).isNull();
        assertThat(effect.days()).isEqualTo(10);
        assertThat(effect.after()).isNull();
        assertThat(effect.viewsChange()).isEqualTo(OptionalLong.of(-50));
    }

    @Test
    void theTimeBeforeIsOnlyWhatTheListingHadWithoutABoost() {
        seed.boost(listing, 1, 24 * 40, 7, 0); // over on day -33
        seed.boost(listing, 2, 24 * 30, 7, 0); // three days later

        assertThat(effect().days()).isEqualTo(3);
        long young = listing();
        seed.sql().execute("UPDATE businesses SET created_at = ledger_now() - interval '50 hours' WHERE id = ?", young);
        seed.boost(young, 1, 30, 7, 0);
        Map<Long, BoostEffect> both = effects.of(List.of(listing, young));
        assertThat(both).hasSize(2);
        assertThat(both.get(young).days()).as("less than a day before it").isZero();
        assertThat(both.get(young).viewsChange()).isEmpty();
    }

    @Test
    void withoutCountedViewsThereIsNothingToCompare() {
        seed.boost(listing, 1, 24 * 20, 7, 0);
        seed.sql().execute("DELETE FROM analytics_events WHERE created_at < ledger_now() - interval '19 days'");

        assertThat(effect().days()).isZero();
    }
}
