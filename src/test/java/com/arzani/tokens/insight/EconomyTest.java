package com.arzani.tokens.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.Sql;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.ledger.LedgerEntry;
import com.arzani.tokens.ledger.LedgerFixture;
import com.arzani.tokens.market.CustomerFilter;
import com.arzani.tokens.market.FoundUser;
import com.arzani.tokens.market.MarketPage;
import com.arzani.tokens.market.MarketSeed;
import com.arzani.tokens.market.UserDirectory;
import com.arzani.tokens.testing.Await;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class EconomyTest {
    private static final YearMonth LONG_AGO = YearMonth.of(2000, 1);
    private static final YearMonth FAR = YearMonth.of(2100, 1);

    private final TestDatabase database;
    private final Sql sql;
    private final LedgerFixture ledger;
    private final MarketSeed seed;
    private final Database service;
    private final Economy economy;

    EconomyTest(TestDatabase database) {
        this.database = database;
        sql = database.sql();
        ledger = new LedgerFixture(database);
        seed = new MarketSeed(database);
        service = database.openService();
        economy = new Economy(database.openAs(OperatorRole.PRODUCT));
    }

    @AfterEach
    void backToTheRealClock() {
        database.setClock(Instant.now());
    }

    /// Folds until everything committed so far is in; transactions of other tests may hold it up.
    private void settle() {
        long own = sql.number("SELECT pg_current_xact_id()::text::bigint");
        Await.until("everything is folded", () -> {
            call("SELECT refresh_customer_facts()");
            return sql.number("SELECT folded_below FROM token_rollup_marks WHERE name = 'customer_facts'") > own;
        });
        sql.execute("UPDATE customer_marks SET recount_from = least(recount_from, current_date - 3)");
        call("SELECT refresh_kpi_months()");
    }

    private long call(String statement) {
        return service.call(
                session -> session.createNativeQuery(statement, Long.class).getSingleResult());
    }

    private Instant mark(String name) {
        return sql.value(
                        java.time.OffsetDateTime.class, "SELECT folded_at FROM token_rollup_marks WHERE name = ?", name)
                .toInstant();
    }

    @Test
    void whoMayNotIsRefused() {
        Economy support = new Economy(database.openAs(OperatorRole.SUPPORT));
        Database finance = database.openAs(OperatorRole.FINANCE);
        UserDirectory product = new UserDirectory(database.openAs(OperatorRole.PRODUCT));

        assertThatThrownBy(support::customers).hasMessage("not_permitted");
        assertThatThrownBy(() -> product.ofKind(CustomerFilter.ofSegment("new"), null, 50))
                .hasMessage("not_permitted");
        assertThatThrownBy(() ->
                        finance.call(session -> session.createNativeQuery("SELECT refresh_customer_facts()", Long.class)
                                .getSingleResult()))
                .hasMessage("not_permitted");
        assertThatThrownBy(() -> sql("SELECT * FROM customer_facts", OperatorRole.ADMIN))
                .hasMessageContaining("denied");
        assertThatThrownBy(() -> sql("DELETE FROM customer_counts", OperatorRole.SERVICE))
                .hasMessageContaining("denied");
        assertThatThrownBy(() -> call("SELECT 1::bigint FROM note_api_use(1, 5, 2, 0)"))
                .hasMessage("measure_impossible");
    }

    private void sql(String statement, OperatorRole role) {
        database.sqlAs(database.login(role)).execute(statement);
    }

    @Test
    void everyFigureIsWhatTheRawRowsGive_T10_T18() {
        long number = new Random().nextLong();
        RandomMarket market = new RandomMarket(database, ledger, new Random(number));
        for (int part = 0; part < 4; part++) {
            market.live(60);
            settle();
            SlowEconomy slow = new SlowEconomy(sql, mark("customer_facts"));
            Customers customers = economy.customers();

            assertThat(customers.bySegment()).as("segments of seed %d", number).isEqualTo(slow.segments());
            assertThat(customers.byPlan())
                    .as("plans of seed %d", number)
                    .containsExactlyInAnyOrderEntriesOf(slow.plans());
            slow.bands()
                    .forEach((band, users) -> assertThat(
                                    customers.byBand().get(band).users())
                            .as("%s of seed %d", band, number)
                            .isEqualTo(users));
            assertThat(economy.cohorts(LONG_AGO, FAR))
                    .as("cohorts of seed %d", number)
                    .isEqualTo(slow.cohorts());
            assertThat(economy.contacts(LONG_AGO, FAR))
                    .as("contacts of seed %d", number)
                    .isEqualTo(new SlowEconomy(sql, mark("kpi_months")).contacts());
            assertThat(sql.rows("SELECT * FROM customers_differences()"))
                    .as("seed %d", number)
                    .isEmpty();
            assertThat(customers.users()).isGreaterThan(4);
            assertThat(customers.byPlan().values().stream()
                            .mapToLong(Behaviour::spent)
                            .sum())
                    .isPositive();
            for (CustomerSegment segment : CustomerSegment.values()) {
                assertThat(allOf(CustomerFilter.ofSegment(segment.key())))
                        .as("%s of seed %d", segment, number)
                        .hasSize((int) customers.bySegment().get(segment).users());
            }
        }
    }

    private List<Long> allOf(CustomerFilter filter) {
        UserDirectory support = new UserDirectory(service);
        List<Long> found = new ArrayList<>();
        Long before = null;
        do {
            MarketPage<FoundUser, Long> page = support.ofKind(filter, before, 7);
            page.rows().forEach(user -> found.add(user.id()));
            before = page.next();
        } while (before != null);
        return found;
    }

    @Test
    void segmentsChangeToTheSecondAndNoNightOfClockChangesMatters() {
        String zone = "SET TimeZone = 'Europe/London'; ";
        Instant spring = Instant.parse("2027-03-20T12:00:00Z");
        for (Object[] edge :
                new Object[][] {{"new", 720, "active"}, {"active", 1440, "sleeping"}, {"sleeping", 4320, "lapsed"}}) {
            // The first activity lies far enough back, except for the new one's.
            String first = edge[0].equals("new") ? "t" : "t - interval '2000 hours'";
            String ask = "SELECT concat_ws(' ', customer_segment(" + first
                    + ", t, t + make_interval(hours => ?) - interval '1 second')," + " customer_segment(" + first
                    + ", t, t + make_interval(hours => ?))) FROM (SELECT ?::timestamptz AS t) w";
            sql.execute(zone);
            assertThat(sql.value(String.class, ask, edge[1], edge[1], spring.atOffset(ZoneOffset.UTC)))
                    .isEqualTo(edge[0] + " " + edge[2]);
        }
        assertThat(sql.value(String.class, "SELECT customer_segment(NULL, NULL, now())"))
                .isEqualTo("registered");
    }

    @Test
    void timeAloneMovesCustomersOn() {
        long user = ledger.user();
        ledger.buy(user);
        settle();
        assertThat(segment(user)).isEqualTo("new");
        for (Object[] step : new Object[][] {{31, "active"}, {30, "sleeping"}, {120, "lapsed"}}) {
            database.advance(Duration.ofDays((int) step[0]));
            settle();
            assertThat(segment(user)).isEqualTo(step[1]);
        }
        ledger.service.post(LedgerFixture.spend(user, 1));
        settle();
        assertThat(segment(user)).isEqualTo("active");
        assertThat(sql.rows("SELECT * FROM customers_differences()")).isEmpty();
    }

    private String segment(long user) {
        return sql.value(String.class, "SELECT segment FROM customer_facts WHERE user_id = ?", user);
    }

    @Test
    void conversionEndsThirtyDaysAfterJoiningToTheSecondAndMonthsAreUtc() {
        long user = ledger.user();
        ledger.buy(user);
        Instant bought = sql.value(
                        java.time.OffsetDateTime.class,
                        "SELECT created_at FROM token_transactions WHERE user_id = ? AND transaction_type = 'purchase'",
                        user)
                .toInstant();
        Instant edge = bought.minus(Duration.ofHours(720));

        join(user, edge.plusMillis(1));
        assertThat(allOf(new CustomerFilter(null, null, null, month(edge), null, true)))
                .contains(user);
        join(user, edge);
        assertThat(allOf(new CustomerFilter(null, null, null, month(edge), null, true)))
                .doesNotContain(user);
        assertThat(allOf(new CustomerFilter(null, null, null, month(edge), 3, false)))
                .contains(user);

        join(user, Instant.parse("2025-10-31T23:59:59Z"));
        assertThat(allOf(CustomerFilter.ofCohort(LocalDate.of(2025, 10, 1)))).containsExactly(user);
        join(user, Instant.parse("2025-11-01T00:00:00Z"));
        assertThat(allOf(CustomerFilter.ofCohort(LocalDate.of(2025, 11, 1)))).containsExactly(user);
        // Midnight in London's summer time, an hour before the month begins.
        join(user, Instant.parse("2025-05-31T23:30:00Z"));
        assertThat(allOf(CustomerFilter.ofCohort(LocalDate.of(2025, 5, 1)))).containsExactly(user);
    }

    private void join(long user, Instant at) {
        sql.execute("UPDATE users SET created_at = ? WHERE id = ?", at.atOffset(ZoneOffset.UTC), (int) user);
        settle();
    }

    private static LocalDate month(Instant at) {
        return at.atOffset(ZoneOffset.UTC).toLocalDate().withDayOfMonth(1);
    }

    @Test
    void anAnswerCountsWithinFourteenDaysAndOnlyOfContactsAsOld() {
        long listing = seed.listing(seed.user(), "Bakery");
        long buyer = seed.user();
        Instant now = database.now().truncatedTo(ChronoUnit.SECONDS);
        Instant old = now.minus(Duration.ofDays(200));
        Duration fortnight = Duration.ofHours(336);
        inquiry(buyer, listing, old, old.plus(fortnight).minusSeconds(1), 2);
        inquiry(buyer, listing, old, old.plus(fortnight), 1);
        inquiry(buyer, listing, old, null, 1);
        inquiry(buyer, listing, old, old.plusSeconds(1), 0);
        inquiry(buyer, listing, now.minus(fortnight).plusSeconds(3_600), now, 1);
        sql.execute("UPDATE customer_marks SET recount_from = '-infinity'");
        settle();

        YearMonth month = YearMonth.from(month(old));
        assertThat(economy.contacts(month, month)).containsExactly(new ContactMonth(month, 3, new Share(1, 3), false));
        YearMonth young = YearMonth.from(month(now.minus(fortnight).plusSeconds(3_600)));
        assertThat(economy.contacts(young, young).getFirst().open()).isTrue();
    }

    private void inquiry(long buyer, long listing, Instant at, Instant answered, long tokens) {
        sql.execute(
                "INSERT INTO business_inquiries (business_id, user_id, created_at, responded_at, tokens_spent) VALUES (?, ?, ?, ?, ?)",
                (int) listing,
                (int) buyer,
                at.atOffset(ZoneOffset.UTC),
                answered == null ? null : answered.atOffset(ZoneOffset.UTC),
                tokens);
    }

    @Test
    void averagesCountEachUserOnce_T18() {
        String plan = "plan " + UUID.randomUUID().toString().substring(0, 8);
        long listing = seed.listing(seed.user(), "Bakery");
        long other = seed.listing(seed.user(), "Cafe");
        List<Long> users = List.of(ledger.userWith(30), ledger.userWith(10), ledger.user());
        users.forEach(user -> sql.execute("UPDATE users SET buyer_plan = ? WHERE id = ?", plan, user.intValue()));
        seed.contact(users.getFirst(), listing, 2);
        seed.contact(users.getFirst(), other, 2);
        settle();

        Behaviour behaviour = economy.customers().byPlan().get(plan);
        assertThat(behaviour.users()).isEqualTo(3);
        // The specification's join counts the first user's balance twice: 23.33.
        assertThat(behaviour.averageBalance()).isEqualTo(new BigDecimal("13.33"));
        assertThat(behaviour.averageContacts()).isEqualTo(new BigDecimal("0.67"));
    }

    @Test
    void aReversedSpendIsNoSpendAndABonusWasNotBought_T10() {
        long user = ledger.user();
        ledger.buy(user, 2);
        LedgerEntry spent = ledger.service.post(LedgerFixture.spend(user, 9));
        sql.execute(
                "SELECT * FROM reverse_entry(?, ?, 4, 'correction', 'Half of it')", LedgerFixture.key(), spent.id());
        settle();

        assertThat(sql.rows("SELECT bought, spent, balance, purchases FROM customer_facts WHERE user_id = ?", user)
                        .getFirst()
                        .values())
                .containsExactly(25L, 5L, 25L, 1L);
    }

    @Test
    void whatNobodyFoldedIsTold() {
        ledger.userWith(3);
        settle();
        sql.execute("UPDATE customer_counts SET users = users + 1 WHERE users > 0");
        assertThat(sql.rows("SELECT DISTINCT figure FROM customers_differences()")
                        .toString())
                .contains("customer_counts");
        sql.execute("UPDATE customer_counts SET users = users - 1 WHERE users > 0");
        assertThat(sql.rows("SELECT * FROM customers_differences()")).isEmpty();
    }
}
