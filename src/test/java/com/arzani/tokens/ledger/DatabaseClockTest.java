package com.arzani.tokens.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.DatabaseOptions;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.Sql;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.problem.Rejected;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// F21: whatever the desktop's clock and zone say, an entry's time, the end of a lot, and the day and month that limits
/// count by are the database's, in UTC.
@PostgresTest
@Isolated("it sets the zone of the whole program")
class DatabaseClockTest {
    private final TestDatabase test;
    private final LedgerFixture ledger;
    private final TimeZone usual = TimeZone.getDefault();

    DatabaseClockTest(TestDatabase test) {
        this.test = test;
        this.ledger = new LedgerFixture(test);
    }

    @AfterEach
    void back() {
        TimeZone.setDefault(usual);
    }

    /// The nights when clocks change, in zones east and west of UTC, and a month's end.
    @ParameterizedTest
    @CsvSource({
        "Europe/London,       2027-03-28T01:30:00Z, 24",
        "America/Los_Angeles, 2027-11-07T09:30:00Z, -24",
        "Pacific/Auckland,    2027-04-03T14:30:00Z, 24",
        "Asia/Kolkata,        2027-02-28T23:59:59Z, -24",
        "Pacific/Kiritimati,  2027-12-31T23:59:30Z, 24"
    })
    void f21_aLotEndsByTheDatabasesClockInEveryZone(String zone, Instant end, int hoursOff) {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        Clock wrong = Clock.offset(Clock.systemDefaultZone(), Duration.ofHours(hoursOff));
        try (Database service = Database.open(
                test.profile(),
                test.login(OperatorRole.SERVICE),
                DatabaseOptions.jobs(wrong).withEntities(Ledger.ENTITIES))) {
            LedgerService posting = new LedgerService(service);
            test.setClock(end.minusSeconds(3_600));
            long user = ledger.user();
            gift(user, 5, end);

            test.setClock(end.minusSeconds(20));
            LedgerEntry spent = posting.post(LedgerFixture.spend(user, 2));
            assertThat(spent.createdAt()).isBetween(end.minusSeconds(20), end);

            test.setClock(end);
            assertThatThrownBy(() -> posting.post(LedgerFixture.spend(user, 1)))
                    .isInstanceOf(Rejected.class)
                    .hasMessage("insufficient_tokens");
            assertThat(service.<Integer>call(session -> session.createNativeQuery("SELECT expire_lots()", Integer.class)
                            .getSingleResult()))
                    .isPositive();
            assertThat(ledger.support.wallet(user).orElseThrow().balance().count())
                    .isZero();
        }
    }

    /// The last second of a UTC day and month and the first of the next are two days and two months in every zone.
    @ParameterizedTest
    @CsvSource({"Europe/London, 24", "America/Los_Angeles, -24", "Pacific/Auckland, 24"})
    void f21_limitsCountByUtcDaysAndMonths(String zone, int hoursOff) {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        Clock wrong = Clock.offset(Clock.systemDefaultZone(), Duration.ofHours(hoursOff));
        Instant midnight = Instant.parse("2027-07-01T00:00:00Z");
        try (Database support = Database.open(
                test.profile(),
                test.newLogin(OperatorRole.SUPPORT),
                DatabaseOptions.console(wrong, () -> false).withEntities(Ledger.ENTITIES))) {
            LedgerService operator = new LedgerService(support);
            test.sql()
                    .execute(
                            "INSERT INTO settings (name, version, value, reason) SELECT name, max(version) + 1, '100', 'test'"
                                    + " FROM settings WHERE name = 'LIMIT_SUPPORT_CUSTOMER_MONTH' GROUP BY name");
            long user = ledger.user();
            test.setClock(midnight.minusSeconds(30));
            operator.adjust(LedgerFixture.grant(user, 50));
            operator.adjust(LedgerFixture.grant(user, 50));
            assertThatThrownBy(() -> operator.adjust(LedgerFixture.grant(user, 1)))
                    .isInstanceOf(Rejected.class)
                    .hasMessage("over_limit_customer_month");

            test.setClock(midnight);
            assertThat(operator.adjust(LedgerFixture.grant(user, 50))
                            .balanceAfter()
                            .count())
                    .isEqualTo(150);
        }
    }

    private void gift(long user, long tokens, Instant end) {
        new Sql(test.superuser()).rows("""
                SELECT id FROM ledger_post_or_raise(jsonb_populate_record(NULL::ledger_posting, jsonb_build_object(
                    'operation_key', ?, 'operation_line', 0, 'user_id', ?, 'transaction_type', 'bonus', 'tokens', ?,
                    'direction', 1, 'note', 'a gift', 'metadata', '{}'::jsonb, 'expires_at', ?)))""", LedgerFixture.key(), user, tokens, end.toString());
    }
}
