package com.arzani.tokens.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.Sql;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.problem.TokenProblem;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Entries by what was sold, as it was when it was sold.
@PostgresTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SaleFilterTest {
    private final LedgerFixture ledger;
    private final LedgerHistory finance;
    private final Sql sql;
    private final List<Long> sold = new ArrayList<>();

    SaleFilterTest(TestDatabase database) {
        ledger = new LedgerFixture(database);
        finance = new LedgerHistory(
                database.openAs(OperatorRole.FINANCE, Ledger.ENTITIES.toArray(Class<?>[]::new)), Clock.systemUTC());
        sql = database.sql();
    }

    /// Six sales of packages 1 and 2, by turns to new and returning buyers.
    @BeforeAll
    void sell() {
        for (int at = 0; at < 6; at++) {
            long user = ledger.userWith(3);
            long entry = sql.number("SELECT id FROM token_transactions WHERE user_id = ?", user);
            sql.execute(
                    "INSERT INTO sale_facts SELECT id, NULL, NULL, created_at, user_id, ?, 1, ?, ?, ?, 'GBP', 1000, 3, 0"
                            + " FROM token_transactions WHERE id = ?",
                    1L + at % 2,
                    at < 4 ? "free" : "",
                    at == 5 ? "b" : "",
                    at % 3 == 0 ? "new" : "returning",
                    entry);
            sold.addFirst(entry);
        }
    }

    private List<Long> found(Long packageId, String plan, String variant, String buyer) {
        EntryFilter filter = EntryFilter.ALL.withSale(new EntryFilter.Sale(packageId, plan, variant, buyer));
        List<Long> paged = new ArrayList<>();
        EntryKey after = null;
        do {
            EntryPage page = finance.page(filter, after, 2);
            page.rows().forEach(entry -> paged.add(entry.id()));
            after = page.next();
        } while (after != null);
        List<Long> streamed = new ArrayList<>();
        finance.stream(filter, entry -> streamed.add(entry.id()));
        assertThat(streamed).isEqualTo(paged);
        return paged;
    }

    @Test
    void supportSeesNoSales() {
        EntryFilter filter = EntryFilter.ALL.withSale(new EntryFilter.Sale(1L, null, null, null));
        assertThatThrownBy(() -> ledger.history.page(filter, null, 10)).isInstanceOf(TokenProblem.class);
    }

    @Test
    void eachPartOfASaleFindsItsEntriesNewestFirst() {
        assertThat(found(1L, null, null, null)).containsExactly(sold.get(1), sold.get(3), sold.get(5));
        assertThat(found(null, "free", null, null)).containsExactly(sold.get(2), sold.get(3), sold.get(4), sold.get(5));
        assertThat(found(null, "", null, null)).containsExactly(sold.get(0), sold.get(1));
        assertThat(found(null, null, "b", null)).containsExactly(sold.get(0));
        assertThat(found(null, null, null, "new")).containsExactly(sold.get(2), sold.get(5));
        assertThat(found(2L, "free", "", "returning")).containsExactly(sold.get(4));
        assertThat(found(3L, null, null, null)).isEmpty();
    }

    @Test
    void aPeriodAndTheOtherFiltersNarrowIt() {
        EntryFilter filter = EntryFilter.ALL.withSale(new EntryFilter.Sale(1L, null, null, null));
        LedgerEntry middle = finance.page(filter, null, 10).rows().get(1);
        EntryFilter until = filter.withPeriod(new EntryFilter.Period(null, middle.createdAt()));
        assertThat(finance.page(until, null, 10).rows())
                .extracting(LedgerEntry::id)
                .containsExactly(sold.get(5));
        EntryFilter refunds = filter.withTypes(Set.of(EntryType.REFUND));
        assertThat(finance.page(refunds, null, 10).rows()).isEmpty();
    }
}
