package com.arzani.tokens.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.problem.Rejected;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@PostgresTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostingPreviewTest {
    private final TestDatabase database;
    private final LedgerFixture ledger;

    PostingPreviewTest(TestDatabase database) {
        this.database = database;
        this.ledger = new LedgerFixture(database);
    }

    @Test
    void aStatementOfAUserThatDoesNotExistIsRefused() {
        assertThatThrownBy(() -> ledger.explanation.statement(2_000_000_000, 5))
                .isInstanceOf(Rejected.class)
                .hasMessage("user_unknown");
    }

    @Test
    void aTakeOfMoreThanThereIsLacksTheRest() {
        long user = ledger.userWith(4);
        PostingPreview preview = PostingPreview.take(statement(user), new Tokens(7), Instant.now());
        assertThat(preview.missing()).isEqualTo(new Tokens(3));
        assertThat(preview.after()).isEqualTo(preview.before());
    }

    @Test
    void aUserWithoutAWalletCanBeGrantedTokens() {
        long user = ledger.user();
        WalletStatement statement = statement(user);
        assertThat(statement.seq()).isZero();
        PostingPreview preview = PostingPreview.grant(statement, new Tokens(5), Instant.now());
        assertThat(preview.after().balance()).isEqualTo(new Tokens(5));
    }

    @Test
    void whatIsShownBeforeIsWhatHappens() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        long user = ledger.userWith(10);
        ledger.buy(user);
        for (int step = 0; step < 40; step++) {
            Tokens tokens = new Tokens(1 + random.nextInt(6));
            WalletStatement before = statement(user);
            assertThat(before.sumOfLots()).as("seed %d, lots", seed).isEqualTo(before.balance());
            if (random.nextBoolean()) {
                PostingPreview preview = PostingPreview.grant(before, tokens, Instant.now());
                ledger.support.adjust(LedgerFixture.grant(user, tokens.count()));
                assertThat(statement(user).balance())
                        .as("seed %d", seed)
                        .isEqualTo(preview.after().balance());
            } else {
                PostingPreview preview = PostingPreview.take(before, tokens, Instant.now());
                if (preview.missing().count() == 0) {
                    LedgerEntry entry = ledger.support.adjust(LedgerFixture.take(user, tokens.count()));
                    assertThat(entry.balanceAfter()).isEqualTo(preview.after().balance());
                    assertThat(ledger.explanation.draws(entry.id()))
                            .as("seed %d", seed)
                            .extracting(
                                    draw -> draw.lot().entryId(),
                                    draw -> draw.draw().tokens())
                            .containsExactlyInAnyOrderElementsOf(preview.draws().stream()
                                    .map(draw -> org.assertj.core.groups.Tuple.tuple(
                                            draw.lot().entryId(), draw.tokens()))
                                    .toList());
                }
            }
        }
    }

    @Test
    void aReversalOfAPartlySpentCreditIsSeenToBeImpossible() {
        long user = ledger.user();
        LedgerEntry grant = ledger.support.adjust(LedgerFixture.grant(user, 5));
        ledger.service.post(LedgerFixture.spend(user, 2));
        PostingPreview preview = PostingPreview.reversal(statement(user), grant, Instant.now());
        assertThat(preview.missing()).isEqualTo(new Tokens(2));
        assertThatThrownBy(() -> ledger.support.reverse(
                        new Reversal(LedgerFixture.key(), grant.id(), null, LedgerFixture.reason())))
                .hasMessage("lot_partly_spent");
    }

    @Test
    void walletsAreFoundByNameOrIdAndPagedByKey() {
        WalletDirectory directory = new WalletDirectory(ledger.supportDatabase);
        long first = ledger.userWith(1);
        long second = ledger.user();
        database.sql()
                .execute("UPDATE users SET first_name = 'Zoë_100%' WHERE id IN (?, ?)", (int) first, (int) second);
        List<WalletDirectory.WalletLine> found =
                directory.search("zoë_100%", WalletDirectory.WalletFilter.ALL, null, 1);
        assertThat(found).extracting(WalletDirectory.WalletLine::userId).containsExactly(second);
        assertThat(found.getFirst().wallet()).isNull();
        assertThat(directory.search("zoë_100%", WalletDirectory.WalletFilter.ALL, second, 1))
                .extracting(WalletDirectory.WalletLine::userId)
                .containsExactly(first);
        assertThat(directory.search("zoë_100%", WalletDirectory.WalletFilter.WITH_TOKENS, null, 1))
                .extracting(WalletDirectory.WalletLine::userId)
                .containsExactly(first);
        assertThat(directory.search("zoëx100%", WalletDirectory.WalletFilter.ALL, null, 1))
                .isEmpty();
        assertThat(directory.page(WalletDirectory.WalletFilter.ALL, null, 50))
                .extracting(WalletDirectory.WalletLine::userId)
                .contains(first)
                .doesNotContain(second);
    }

    private WalletStatement statement(long user) {
        return ledger.explanation.statement(user, 5);
    }
}
