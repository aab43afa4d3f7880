package com.arzani.tokens.screens.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.ledger.Adjustment;
import com.arzani.tokens.ledger.LedgerEntry;
import com.arzani.tokens.ledger.LedgerFixture;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.QuickFind;
import com.arzani.tokens.ui.Texts;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@PostgresTest
class TransactionFinderTest {
    private final LedgerFixture ledger;
    private final TransactionFinder finder;

    TransactionFinderTest(TestDatabase database) {
        ledger = new LedgerFixture(database);
        finder = new TransactionFinder(ledger.support, Texts.load());
    }

    @Test
    void whatIsNoIdIsLeftToTheOtherFinders() {
        assertThat(finder.find("Ada Lovelace", 5)).isEmpty();
        assertThat(finder.find("ada@example.com", 5)).isEmpty();
        assertThat(finder.find("", 5)).isEmpty();
        assertThat(finder.find("#", 5)).isEmpty();
        assertThat(finder.find("#999999999999999999", 5)).isEmpty();
        assertThat(finder.find(UUID.randomUUID().toString(), 5)).isEmpty();
        assertThat(finder.find("cs_unknown", 5)).isEmpty();
        assertThat(finder.find("%", 5)).isEmpty();
    }

    @Test
    void anEntryIsFoundByItsIdAndOnlyTheSharpMakesItTheAnswer() {
        Adjustment taken = LedgerFixture.take(ledger.userWith(5), 2);
        LedgerEntry entry = ledger.support.adjust(taken);
        assertThat(finder.find("#" + entry.id(), 5)).singleElement().satisfies(hit -> {
            assertThat(hit.exact()).isTrue();
            assertThat(hit.target()).isEqualTo(Places.entry(entry.id()));
            assertThat(hit.title()).contains(Long.toString(entry.id())).contains("Adjustment");
            assertThat(hit.detail()).contains("2").contains(Long.toString(entry.userId()));
        });
        assertThat(finder.find(Long.toString(entry.id()), 5)).singleElement().returns(false, QuickFind.Hit::exact);
    }

    @Test
    void anOperationIsFoundByItsKey() {
        Adjustment taken = LedgerFixture.take(ledger.userWith(5), 2);
        LedgerEntry entry = ledger.support.adjust(taken);
        assertThat(finder.find(" " + entry.operationKey() + " ", 5))
                .singleElement()
                .returns(Places.entry(entry.id()), QuickFind.Hit::target);
    }

    @Test
    void aStripePaymentLeadsToItsEntries() {
        assertThat(finder.find("pi_3NxAbC", 5))
                .singleElement()
                .returns(Places.transactionsOfPayment("pi_3NxAbC"), QuickFind.Hit::target);
    }
}
