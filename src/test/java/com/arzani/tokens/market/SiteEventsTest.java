package com.arzani.tokens.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@PostgresTest
class SiteEventsTest {
    private final TestDatabase database;
    private final SiteEvents events;
    private final long listing;

    SiteEventsTest(TestDatabase database) {
        this.database = database;
        MarketSeed seed = new MarketSeed(database);
        events = new SiteEvents(database.openService(Market.ENTITIES.toArray(Class[]::new)));
        listing = seed.listing(seed.user(), "Bakery");
    }

    private String view() {
        return "{\"type\":\"business_view\",\"businessId\":\"" + listing + "\"}";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "[1]",
                "[{}]",
                "[{\"type\":\"unknown\"}]",
                "[{\"type\":\"business_view\"}]",
                "[{\"type\":\"business_view\",\"businessId\":\"1 OR 1=1\"}]",
                "[{\"type\":\"business_view\",\"businessId\":\"99999999999\"}]",
                "[{\"type\":\"business_search\",\"keyword\":\"  \"}]"
            })
    void whatIsNoEventIsRefused(String batch) {
        assertThatThrownBy(() -> events.record(null, "v1", batch)).hasMessage("events_malformed");
    }

    @Test
    void aBatchHasAnEnd() {
        String batch = "[" + (view() + ",").repeat(200) + view() + "]";
        assertThatThrownBy(() -> events.record(null, "v1", batch)).hasMessage("events_malformed");
        assertThatThrownBy(() -> events.record(null, null, "[" + view() + "]")).hasMessage("events_malformed");
        assertThatThrownBy(() -> events.record(999_999L, null, "[" + view() + "]"))
                .hasMessage("user_unknown");
    }

    @Test
    void theSameThingWithinAShortTimeCountsOnce() {
        String batch = "[" + view() + "," + view() + "]";
        assertThat(events.record(null, "v2", batch)).isEqualTo(1);
        assertThat(events.record(null, "v2", batch)).isZero();
        assertThat(events.record(null, "v3", batch)).as("somebody else").isEqualTo(1);
        database.advance(Duration.ofSeconds(31));
        assertThat(events.record(null, "v2", batch)).isEqualTo(1);
        assertThat(database.sql()
                        .number(
                                "SELECT count(*) FROM analytics_events WHERE event_data->>'business_id' = ?",
                                Long.toString(listing)))
                .isEqualTo(3);
    }

    @Test
    void aListingThatIsNotThereIsLeftOut() {
        assertThat(
                        events.record(
                                null,
                                "v4",
                                "[{\"type\":\"business_view\",\"businessId\":999999},{\"type\":\"business_search\",\"keyword\":\"Café\"}]"))
                .isEqualTo(1);
    }
}
