package com.arzani.tokens.market;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.ConnectionProfile;
import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.DatabaseOptions;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.CountingProxy;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.throttle.RateLimits;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What a contact costs in round trips to PostgreSQL, counted on the wire.
@PostgresTest
class ContactRoundTripTest {
    private static final ContactForm FORM =
            new ContactForm("Ann", "Example", "ann@example.com", null, "Is it still for sale?", null);
    private static final RateLimits.Rate RATE = new RateLimits.Rate(1_000, Duration.ofMinutes(1));

    private final TestDatabase test;

    ContactRoundTripTest(TestDatabase test) {
        this.test = test;
    }

    @Test
    void aWholeContactIsOneRoundTripAndItsTurnAnother() throws IOException {
        MarketSeed seed = new MarketSeed(test);
        long buyer = seed.user();
        seed.grant(buyer, 100);
        ConnectionProfile direct = test.profile();
        try (CountingProxy proxy = new CountingProxy(direct.port())) {
            ConnectionProfile counted = new ConnectionProfile(
                    direct.name(), direct.host(), proxy.port(), direct.database(), direct.rootCertificate());
            DatabaseOptions options = DatabaseOptions.jobs(Clock.systemUTC(), Market.ENTITIES.toArray(Class[]::new))
                    .withPoolSize(1);
            try (Database database = Database.open(counted, test.login(OperatorRole.SERVICE), options)) {
                Contacts contacts = new Contacts(database);
                Balances balances = new Balances(database);
                RateLimits limits = new RateLimits(database);
                contacts.write(
                        buyer,
                        seed.listing(seed.user(), "First"),
                        UUID.randomUUID().toString(),
                        FORM);
                limits.take("token", RATE, Long.toString(buyer));

                for (int number = 0; number < 12; number++) {
                    long listing = seed.listing(seed.user(), "Bakery");
                    balances.of(buyer);
                    long before = proxy.roundTrips();
                    limits.take("token", RATE, Long.toString(buyer));
                    assertThat(proxy.roundTrips() - before).as("a turn").isEqualTo(1);
                    contacts.write(buyer, listing, UUID.randomUUID().toString(), FORM);
                    assertThat(proxy.roundTrips() - before).as("and a contact").isEqualTo(2);
                    balances.of(buyer);
                    assertThat(proxy.roundTrips() - before).as("and a balance").isEqualTo(3);
                }
            }
        }
    }
}
