package com.arzani.tokens.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.approval.ApprovalFixture.Person;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.ledger.Adjustment;
import com.arzani.tokens.ledger.LedgerEntry;
import com.arzani.tokens.ledger.LedgerFixture;
import com.arzani.tokens.ledger.Reversal;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.problem.Conflict;
import com.arzani.tokens.problem.Rejected;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@PostgresTest
class LimitsTest {
    private final TestDatabase database;
    private final ApprovalFixture fixture;
    private Person ann;

    LimitsTest(TestDatabase database) {
        this.database = database;
        this.fixture = new ApprovalFixture(database);
    }

    @BeforeEach
    void signIn() {
        database.setClock(Instant.parse("2026-11-10T10:00:00Z"));
        ann = fixture.person(OperatorRole.SUPPORT);
    }

    @Test
    void moreThanTheLimitInOneStepIsRefusedAndSaysWhichLimit() {
        long user = fixture.customerWith(500);

        over("over_limit_single", () -> ann.ledger().adjust(LedgerFixture.grant(user, 51)), "51", "50", "50");
        over("over_limit_single", () -> ann.ledger().adjust(LedgerFixture.take(user, 51)), "51", "50", "50");
        ann.ledger().adjust(LedgerFixture.grant(user, 50));
    }

    @Test
    void aDayEndsAtMidnightUtc() {
        database.setClock(Instant.parse("2026-11-10T23:30:00Z"));
        ann.ledger().adjust(LedgerFixture.grant(fixture.customerWith(1), 50));
        ann.ledger().adjust(LedgerFixture.take(fixture.customerWith(90), 50));
        long other = fixture.customerWith(1);

        over("over_limit_day", () -> ann.ledger().adjust(LedgerFixture.grant(other, 21)), "21", "120", "20");
        ann.ledger().adjust(LedgerFixture.grant(other, 20));
        over("over_limit_day", () -> ann.ledger().adjust(LedgerFixture.grant(other, 1)), "1", "120", "0");
        database.advance(Duration.ofMinutes(31));
        ann.ledger().adjust(LedgerFixture.grant(other, 1));
    }

    @Test
    void aCustomersMonthCountsAllOperatorsAndGivingAndTaking() {
        database.setClock(Instant.parse("2026-11-30T23:30:00Z"));
        long user = fixture.customerWith(500);
        ann.ledger().adjust(LedgerFixture.grant(user, 50));
        Person ben = fixture.person(OperatorRole.SUPPORT);
        ben.ledger().adjust(LedgerFixture.take(user, 40));

        over("over_limit_customer_month", () -> ben.ledger().adjust(LedgerFixture.grant(user, 11)), "11", "100", "10");
        ben.ledger().adjust(LedgerFixture.grant(fixture.customerWith(1), 11));
        database.advance(Duration.ofMinutes(31));
        ben.ledger().adjust(LedgerFixture.grant(user, 11));
    }

    @Test
    void aRepeatIsAnsweredAndWhatIsMalformedOrUnknownIsToldAsSuch() {
        long user = fixture.customerWith(1);
        Adjustment grant = LedgerFixture.grant(user, 50);
        LedgerEntry posted = ann.ledger().adjust(grant);
        fixture.limit("LIMIT_SUPPORT_SINGLE", 10);

        try {
            assertThat(ann.ledger().adjust(grant).id()).isEqualTo(posted.id());
            refused("user_unknown", () -> ann.ledger().adjust(LedgerFixture.grant(999_999_999, 11)));
            refused("tokens_out_of_range", () -> ann.ledger().adjust(LedgerFixture.grant(user, 1_000_000_000_001L)));
        } finally {
            fixture.limit("LIMIT_SUPPORT_SINGLE", ApprovalFixture.SINGLE);
        }
    }

    @Test
    void whatTheMarketplaceDoesCountsForNobody() {
        long user = fixture.customerWith(500);
        fixture.ledger.service.post(LedgerFixture.spend(user, 400));

        ann.ledger().adjust(LedgerFixture.grant(user, 50));
        assertThat(ann.limits().own(user).limits())
                .extracting(limit -> limit.used().count())
                .containsExactly(0L, 50L, 50L);
    }

    @Test
    void aReversalCountsAndSomebodyElsesIsHeldUp() {
        long user = fixture.customerWith(500);
        LedgerEntry spend = fixture.ledger.service.post(LedgerFixture.spend(user, 60));

        over("over_limit_single", () -> ann.ledger().reverse(reversal(spend.id(), null)), "60", "50", "50");
        ann.ledger().reverse(reversal(spend.id(), new Tokens(30)));
        assertThat(ann.limits().own(user).limits())
                .extracting(limit -> limit.used().count())
                .containsExactly(0L, 30L, 30L);
    }

    @Test
    void takingBackOnesOwnSlipIsNeverHeldUp() {
        long user = fixture.customerWith(1);
        LedgerEntry first = ann.ledger().adjust(LedgerFixture.grant(user, 50));
        LedgerEntry slip = ann.ledger().adjust(LedgerFixture.grant(user, 50));

        ann.ledger().reverse(reversal(slip.id(), null));
        Person ben = fixture.person(OperatorRole.SUPPORT);
        refused("over_limit_customer_month", () -> ben.ledger().reverse(reversal(first.id(), null)));
    }

    @Test
    void administratorsApproveRatherThanAdjust() {
        assertThat(
                        database.sql()
                                .number(
                                        "SELECT sum(value::bigint) FROM settings WHERE name LIKE 'LIMIT_ADMIN%' AND version = 1"))
                .isZero();
        Person admin = fixture.person(OperatorRole.ADMIN);
        refused("over_limit_single", () -> admin.ledger().adjust(LedgerFixture.grant(fixture.customerWith(1), 1)));
    }

    /// Two consoles of one person count what the other has posted.
    @Test
    void twoConsolesOfOnePersonShareTheDay() throws Exception {
        List<Long> users = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            users.add(fixture.customerWith(1));
        }
        List<Callable<LedgerEntry>> grants = new ArrayList<>();
        users.forEach(user -> grants.add(() -> ann.ledger().adjust(LedgerFixture.grant(user, 20))));

        List<String> outcomes = together(grants);

        assertThat(outcomes).filteredOn(String::isEmpty).hasSize((int) (ApprovalFixture.DAY / 20));
        assertThat(outcomes).filteredOn(key -> !key.isEmpty()).containsOnly("over_limit_day");
        assertThat(granted(ann.login())).isEqualTo(ApprovalFixture.DAY);
    }

    /// Different people adjust one customer: the wallet's lock makes them count one another.
    @Test
    void severalPeopleShareTheCustomersMonth() throws Exception {
        long user = fixture.customerWith(1);
        List<Callable<LedgerEntry>> grants = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Person person = fixture.person(OperatorRole.SUPPORT);
            grants.add(() -> person.ledger().adjust(LedgerFixture.grant(user, 30)));
        }

        List<String> outcomes = together(grants);

        assertThat(outcomes).filteredOn(String::isEmpty).hasSize((int) (ApprovalFixture.MONTH / 30));
        assertThat(outcomes).filteredOn(key -> !key.isEmpty()).containsOnly("over_limit_customer_month");
    }

    @ParameterizedTest
    @CsvSource({"LIMIT_SUPPORT_SINGLE,-1", "LIMIT_SUPPORT_SINGLE,1000000000001", "BOOST_PRICE_LEVEL_1,1", "LIMIT_X,1"})
    void whatIsNoLimitIsRefused(String name, long value) {
        Person admin = fixture.person(OperatorRole.ADMIN);

        assertThatThrownBy(() -> admin.limits()
                        .change(new LimitSetting(name, 1, Tokens.ZERO, "", null, ""), new Tokens(value), "a reason"))
                .isInstanceOf(Rejected.class)
                .hasMessageStartingWith("limit_");
    }

    @Test
    void nobodyButAnAdministratorChangesLimits() {
        Person finance = fixture.person(OperatorRole.FINANCE);

        refused("not_permitted", () -> finance.limits().change(limit("LIMIT_FINANCE_DAY"), Tokens.ZERO, "a reason"));
    }

    @Test
    void loweringIsAtOnceAndRaisingWaitsForASecondAdministrator() {
        database.sql().execute("UPDATE operators SET state = 'disabled'");
        Person first = administrator();
        LimitSetting before = limit("LIMIT_FINANCE_DAY");
        assertThat(first.limits().fourEyes()).isFalse();
        assertThat(first.limits().change(before, new Tokens(6000), "four eyes are off"))
                .isEmpty();
        assertThatThrownBy(() -> first.limits().change(before, new Tokens(1), "an older screen"))
                .isInstanceOf(Conflict.class)
                .hasMessage("limit_changed");
        Person second = administrator();

        assertThat(first.limits().fourEyes()).isTrue();
        assertThat(first.limits().change(limit("LIMIT_FINANCE_DAY"), new Tokens(5000), "back"))
                .isEmpty();
        ApprovalRequest raise = first.limits()
                .change(limit("LIMIT_FINANCE_DAY"), new Tokens(7000), "the new year")
                .orElseThrow();

        assertThat(limit("LIMIT_FINANCE_DAY").value()).isEqualTo(new Tokens(5000));
        refused(
                "request_is_own",
                () -> first.approvals().approve(raise.id(), raise.proposal().planHash(), "yes"));
        Person finance = fixture.person(OperatorRole.FINANCE);
        refused(
                "not_permitted",
                () -> finance.approvals().approve(raise.id(), raise.proposal().planHash(), "yes"));
        assertThatThrownBy(() -> second.limits().change(limit("LIMIT_FINANCE_DAY"), new Tokens(8000), "more"))
                .isInstanceOf(Conflict.class)
                .hasMessage("limit_request_waits");
        second.approvals().approve(raise.id(), raise.proposal().planHash(), "agreed");
        LimitSetting now = limit("LIMIT_FINANCE_DAY");
        assertThat(now.value()).isEqualTo(new Tokens(7000));
        assertThat(now.changedBy()).isEqualTo(second.login());
        assertThat(first.limits().history("LIMIT_FINANCE_DAY"))
                .extracting(LimitSetting::reason)
                .startsWith("the new year", "back", "four eyes are off");
    }

    private Person administrator() {
        Person admin = fixture.person(OperatorRole.ADMIN);
        admin.database()
                .call(session -> session.createNativeQuery("SELECT 1 FROM record_sign_in()", Integer.class)
                        .getResultList());
        return admin;
    }

    private LimitSetting limit(String name) {
        return ann.limits().all().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private long granted(String login) {
        return database.sql().number("SELECT sum(tokens_amount) FROM token_transactions WHERE actor = ?", login);
    }

    private static Reversal reversal(long entry, Tokens tokens) {
        return new Reversal(LedgerFixture.key(), entry, tokens, LedgerFixture.reason());
    }

    /// What each said: empty, or the key of its refusal.
    static List<String> together(List<? extends Callable<?>> calls) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> running = new ArrayList<>();
            for (Callable<?> call : calls) {
                running.add(threads.submit(() -> {
                    try {
                        call.call();
                        return "";
                    } catch (Rejected | Conflict refusal) {
                        return refusal.key();
                    }
                }));
            }
            List<String> outcomes = new ArrayList<>();
            for (Future<String> one : running) {
                outcomes.add(one.get());
            }
            return outcomes;
        }
    }

    private static void over(String key, ThrowingCallable attempt, Object... arguments) {
        assertThatThrownBy(attempt).isInstanceOfSatisfying(Rejected.class, refusal -> {
            assertThat(refusal.key()).isEqualTo(key);
            assertThat(refusal.arguments()).containsExactly(arguments);
        });
    }

    private static void refused(String key, ThrowingCallable attempt) {
        assertThatThrownBy(attempt).isInstanceOf(Rejected.class).hasMessage(key);
    }
}
