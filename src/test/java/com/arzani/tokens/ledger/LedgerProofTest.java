package com.arzani.tokens.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.ledger.ProofReport.Difference;
import com.arzani.tokens.ledger.ProofReport.Kind;
import com.arzani.tokens.money.Tokens;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tampers as the owner of the database, who can switch the triggers off, and expects the proof to tell.
@PostgresTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LedgerProofTest {
    private final TestDatabase database;
    private final LedgerFixture ledger;
    private final LedgerProof proof;
    private long user;
    private LedgerEntry spend;

    LedgerProofTest(TestDatabase database) {
        this.database = database;
        this.ledger = new LedgerFixture(database);
        this.proof = new LedgerProof(ledger.serviceDatabase);
    }

    @BeforeEach
    void history() {
        user = ledger.user();
        ledger.buy(user, 2);
        spend = ledger.service.post(LedgerFixture.spend(user, 9));
        ledger.support.reverse(new Reversal(LedgerFixture.key(), spend.id(), new Tokens(4), LedgerFixture.reason()));
        ledger.support.adjust(LedgerFixture.grant(user, 3));
    }

    @Test
    void findsNothingInAnHonestLedger() {
        ProofReport report = proof.run(count -> {});

        assertThat(ofUser(report)).isEmpty();
        assertThat(stepwise()).isEmpty();
        assertThat(report.counts().entries()).isGreaterThanOrEqualTo(5);
        assertThat(report.counts().draws()).isGreaterThanOrEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    HASH          | UPDATE token_transactions SET note = 'nothing to see' WHERE id = :spend
                    HASH          | UPDATE token_transactions SET metadata = '{"a": 1}' WHERE id = :spend
                    HASH          | UPDATE token_transactions SET created_at = created_at - interval '1 microsecond' WHERE id = :spend
                    HASH          | UPDATE token_transactions SET actor = 'somebody else' WHERE id = :spend
                    BALANCE_AFTER | UPDATE token_transactions SET tokens_amount = 8 WHERE id = :spend
                    SEQUENCE      | DELETE FROM token_transactions WHERE id = :spend
                    WALLET        | DELETE FROM token_transactions WHERE user_id = :user AND wallet_seq = 5
                    WALLET        | UPDATE user_tokens SET token_balance = token_balance + 1 WHERE user_id = :user
                    WALLET        | UPDATE user_tokens SET tokens_consumed = 0 WHERE user_id = :user
                    WALLET        | UPDATE user_tokens SET tokens_purchased = 1 WHERE user_id = :user
                    USER_BALANCE  | UPDATE users SET token_balance = token_balance + 1 WHERE id = :user
                    LOT           | UPDATE token_lots SET remaining = remaining - 1 WHERE user_id = :user AND kind = 'paid'
                    LOT           | UPDATE token_lots SET tokens = tokens + 1, remaining = remaining + 1 WHERE user_id = :user AND kind = 'paid'
                    LOT           | UPDATE token_lots SET kind = 'paid' WHERE user_id = :user AND kind = 'bonus'
                    DRAW          | DELETE FROM token_lot_draws WHERE entry_id = :spend
                    KEY           | UPDATE token_entry_keys SET operation_key = 'free-again' WHERE entry_id = :spend
                    KEY           | DELETE FROM token_entry_keys WHERE entry_id = :spend
                    ORDER         | UPDATE token_lots SET paid_pence = 1 WHERE user_id = :user AND kind = 'paid'
                    """)
    void tellsWhatTheOwnerTamperedWith(Kind expected, String statement) {
        database.sql()
                .execute("SET session_replication_role = replica; "
                        + statement.replace(":spend", Long.toString(spend.id())).replace(":user", Long.toString(user)));

        assertThat(ofUser(proof.run(count -> {}))).extracting(Difference::kind).contains(expected);
        assertThat(stepwise()).extracting(Difference::kind).contains(expected);
    }

    /// The same ledger in steps, as the nightly run takes it.
    private List<Difference> stepwise() {
        StepwiseProof steps = new StepwiseProof(ledger.serviceDatabase, true);
        List<Difference> found = new ArrayList<>();
        StepwiseProof.Step step = steps.step(0, 7);
        while (step.lastUserId() != 0) {
            found.addAll(step.report().differences());
            step = steps.step(step.lastUserId(), 7);
        }
        found.addAll(steps.last().differences());
        return found.stream().filter(difference -> difference.userId() == user).toList();
    }

    @Test
    void tellsThatAGuardWasSwitchedOff() {
        database.sql().execute("ALTER TABLE token_lot_draws DISABLE TRIGGER append_only");
        try {
            assertThat(proof.run(count -> {}).differences())
                    .contains(new Difference(Kind.GUARD, 0, "missing or disabled: token_lot_draws.append_only"));
        } finally {
            database.sql().execute("ALTER TABLE token_lot_draws ENABLE TRIGGER append_only");
        }
    }

    private Iterable<Difference> ofUser(ProofReport report) {
        return report.differences().stream()
                .filter(difference -> difference.userId() == user)
                .toList();
    }
}
