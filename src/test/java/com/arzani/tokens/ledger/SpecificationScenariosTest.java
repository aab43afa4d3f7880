package com.arzani.tokens.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.problem.Rejected;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// The specification's own unit tests of spending (8.1), as they stand there; 8.2 and the same at once over HTTP are
/// with the API.
@PostgresTest
class SpecificationScenariosTest {
    private final TestDatabase database;
    private final LedgerFixture ledger;

    SpecificationScenariosTest(TestDatabase database) {
        this.database = database;
        ledger = new LedgerFixture(database);
    }

    private long balance(long user) {
        return database.sql().number("SELECT token_balance FROM user_tokens WHERE user_id = ?", user);
    }

    @Test
    void spec8_1_aSpendBeyondTheBalanceIsRefused() {
        long user = ledger.userWith(2);

        assertThatThrownBy(() -> ledger.service.post(LedgerFixture.spend(user, 5)))
                .isInstanceOf(Rejected.class)
                .hasMessage("insufficient_tokens");
        assertThat(balance(user)).isEqualTo(2);
    }

    @Test
    void spec8_1_aSpendWithinTheBalanceLeavesTheRest() {
        long user = ledger.userWith(10);

        assertThat(ledger.service
                        .post(LedgerFixture.spend(user, 5))
                        .balanceAfter()
                        .count())
                .isEqualTo(5);
        assertThat(balance(user)).isEqualTo(5);
    }

    @Test
    void spec8_1_ofFiveSpendsOfThreeAtOnceTenTokensPayThree() throws Exception {
        long user = ledger.userWith(10);
        Callable<LedgerEntry> spend = () -> ledger.service.post(LedgerFixture.spend(user, 3));
        int paid = 0;
        try (ExecutorService five = Executors.newFixedThreadPool(5)) {
            List<Future<LedgerEntry>> spends = five.invokeAll(Collections.nCopies(5, spend));
            for (Future<LedgerEntry> one : spends) {
                try {
                    one.get();
                    paid++;
                } catch (ExecutionException refused) {
                    assertThat(refused.getCause()).hasMessage("insufficient_tokens");
                }
            }
        }
        assertThat(paid).isEqualTo(3);
        assertThat(balance(user)).isEqualTo(1);
    }
}
