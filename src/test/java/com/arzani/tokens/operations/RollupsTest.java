package com.arzani.tokens.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.AdvisoryLock;
import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.ledger.LedgerFixture;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.testing.Await;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/// What is kept of the entries is folded once, by one program at a time, and told.
@PostgresTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RollupsTest {
    private final TestDatabase database;
    private final LedgerFixture ledger;
    private final Database jobs;
    private final Rollups rollups;

    RollupsTest(TestDatabase database) {
        this.database = database;
        this.ledger = new LedgerFixture(database);
        this.jobs = database.openService();
        this.rollups = new Rollups(jobs);
    }

    @Test
    void onlyTheServiceFolds() {
        Database finance = database.openAs(OperatorRole.FINANCE);
        assertThatThrownBy(() -> finance.call(
                        session -> session.createNativeQuery("SELECT refresh_token_analytics()", Long.class)
                                .getSingleResult()))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("not_permitted");
    }

    @Test
    void foldsEachEntryOnceAndTellsIt() throws SQLException {
        try (Connection listener = database.superuser().getConnection();
                Statement statement = listener.createStatement()) {
            statement.execute("LISTEN " + Rollups.CHANNEL);
            long user = ledger.userWith(9);
            ledger.service.post(LedgerFixture.spend(user, 4));
            foldUntil(user, 4);
            ledger.service.post(LedgerFixture.spend(user, 3));
            foldUntil(user, 7);
            rollups.run();

            assertThat(spent(user)).isEqualTo(7);
            PGNotification[] told = listener.unwrap(PGConnection.class).getNotifications(5_000);
            assertThat(told).isNotEmpty();
            assertThat(Long.parseLong(told[0].getParameter())).isPositive();
        }
    }

    @Test
    void nobodyFoldsWhileAnotherDoes() {
        long user = ledger.userWith(5);
        try (AdvisoryLock other = jobs.tryLock("arzani.rollups").orElseThrow()) {
            assertThat(other.held()).isTrue();
            assertThat(rollups.foldOnce()).isZero();
        }
        ledger.service.post(LedgerFixture.spend(user, 5));
        foldUntil(user, 5);
    }

    @Test
    void aFoldThatFailsKeepsNoOtherFromItsTurn() {
        long user = ledger.userWith(5);
        ledger.service.post(LedgerFixture.spend(user, 2));
        Rollups partly = new Rollups(jobs, List.of("no_such_fold", "refresh_token_analytics"));

        Await.until("the second fold's turn", () -> {
            assertThatThrownBy(partly::run).hasMessageContaining("no_such_fold");
            return spent(user) == 2;
        });
    }

    @Test
    void t19_theViewOfTheSpecificationIsRefreshedFromDayRows() {
        long user = ledger.userWith(5);
        ledger.service.post(LedgerFixture.spend(user, 5));
        foldUntil(user, 5);
        database.sql()
                .execute(
                        "UPDATE token_rollup_marks SET folded_below = 0, folded_at = 'epoch' WHERE name = 'mv_token_analytics'");
        rollups.run();

        assertThat(database.sql()
                        .value(
                                Long.class,
                                "SELECT count(*) FROM mv_token_analytics v JOIN economy_day_types d ON v.transaction_type = d.transaction_type"
                                        + " AND v.date = d.day::timestamp AT TIME ZONE 'UTC' AND v.unique_users = d.unique_users"
                                        + " WHERE v.transaction_type = 'consumption' AND v.unique_users > 0"))
                .isPositive();
    }

    /// Entries are folded once no older transaction of the server is under way, and other classes have some.
    private void foldUntil(long user, long spent) {
        Await.until("everything folded", () -> {
            rollups.run();
            return spent(user) == spent;
        });
    }

    private long spent(long user) {
        return database.sql()
                .value(
                        Long.class,
                        "SELECT coalesce(sum(total_tokens), 0)::bigint FROM token_daily_totals"
                                + " WHERE transaction_type = 'consumption' AND user_id = ?",
                        user);
    }
}
