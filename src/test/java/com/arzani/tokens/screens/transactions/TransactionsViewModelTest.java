package com.arzani.tokens.screens.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.access.ExportRecord;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.files.CsvColumn;
import com.arzani.tokens.files.Sheets;
import com.arzani.tokens.insight.EntryExport;
import com.arzani.tokens.ledger.Adjustment;
import com.arzani.tokens.ledger.Direction;
import com.arzani.tokens.ledger.LedgerEntry;
import com.arzani.tokens.ledger.LedgerFixture;
import com.arzani.tokens.ledger.Reversal;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.FilterChip;
import com.arzani.tokens.ui.Target;
import com.arzani.tokens.ui.TestKit;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@PostgresTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TransactionsViewModelTest {
    private final LedgerFixture ledger;
    private final TestKit test = TestKit.direct();

    TransactionsViewModelTest(TestDatabase database) {
        this.ledger = new LedgerFixture(database);
    }

    private TransactionsViewModel model(OperatorRole role) {
        return new TransactionsViewModel(
                test.kit(),
                new TransactionServices(
                        ledger.support,
                        ledger.history,
                        ledger.explanation,
                        new EntryExport(ledger.history, new ExportRecord(ledger.supportDatabase)),
                        role));
    }

    private TransactionsViewModel opened(Target target) {
        TransactionsViewModel model = model(OperatorRole.SUPPORT);
        test.navigator().open(target);
        model.open(target);
        return model;
    }

    private static void typeIn(TransactionsViewModel model, String line) {
        model.typed.set(line);
        model.applyTyped();
    }

    private static List<Long> ids(TransactionsViewModel model) {
        return model.rows.loaded().stream().map(row -> row.entry().id()).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user:abc",
                "type:everything",
                "amount:-5",
                "amount:1e3",
                "from:2026-02-30",
                "hello",
                "from:2026-02-01 to:2026-01-01",
                "user:5 direction:up"
            })
    void aLineThatIsNotUnderstoodChangesNothingAndSaysWhy(String line) {
        long user = ledger.userWith(5);
        TransactionsViewModel model = opened(Places.transactionsOf(user));
        typeIn(model, line);
        assertThat(model.typedProblemProperty().get()).isNotEmpty();
        assertThat(model.typed.get()).isEqualTo(line);
        assertThat(model.chips).extracting(FilterChip::name).containsExactly("user");
        assertThat(ids(model)).hasSize(1);
        model.typed.set(line + " ");
        assertThat(model.typedProblemProperty().get()).isEmpty();
    }

    @Test
    void anEntryThatIsNotThereIsSaidSo() {
        TransactionsViewModel model = opened(Places.entry(999_999_999));
        assertThat(model.detail.failureProperty().get().text()).isEqualTo("There is no entry 999999999.");
        assertThat(model.detail.detailProperty().get()).isNull();
    }

    @Test
    void filtersNarrowTheListAndStandInTheHistory() {
        long user = ledger.userWith(5);
        LedgerEntry take = ledger.support.adjust(LedgerFixture.take(user, 2));
        LedgerEntry spend = ledger.service.post(LedgerFixture.spend(user, 1));
        TransactionsViewModel model = opened(Places.transactionsOf(user));
        assertThat(ids(model)).hasSize(3).startsWith(spend.id(), take.id());

        typeIn(model, "direction:out type:adjustment,consumption");
        assertThat(ids(model)).containsExactly(spend.id(), take.id());
        typeIn(model, "amount:2..");
        assertThat(ids(model)).containsExactly(take.id());
        assertThat(model.chips).extracting(FilterChip::text).anyMatch(text -> text.equals("Tokens: 2.."));

        model.remove(model.chips.stream()
                .filter(chip -> chip.name().equals("amount"))
                .findFirst()
                .orElseThrow());
        assertThat(ids(model)).containsExactly(spend.id(), take.id());
        typeIn(model, "action:contact_seller");
        assertThat(ids(model)).containsExactly(spend.id());
        typeIn(model, "key:" + take.operationKey() + " type:adjustment");
        assertThat(ids(model)).isEmpty();
        model.clear();
        typeIn(model, take.operationKey());
        assertThat(ids(model)).containsExactly(take.id());

        test.navigator().open(Places.users());
        test.navigator().back();
        assertThat(test.navigator().currentProperty().get().value("key")).contains(take.operationKey());
    }

    @Test
    void aPaymentAndAnOrderLeadToTheirEntries() {
        long user = ledger.user();
        LedgerEntry bought = ledger.buy(user).getFirst();
        assertThat(ids(opened(Places.transactionsOfPayment(bought.paymentIntentId()))))
                .contains(bought.id());
        assertThat(ids(opened(Places.transactionsOfOrder(bought.orderId())))).contains(bought.id());
        assertThat(ids(opened(Places.transactionsOfOrder(999_999)))).isEmpty();
    }

    @Test
    void aReversalIsLinkedBothWaysAndOfferedOnce() {
        long user = ledger.userWith(5);
        LedgerEntry grant = ledger.history
                .page(com.arzani.tokens.ledger.EntryFilter.ofUser(user), null, 1)
                .rows()
                .getFirst();
        TransactionsViewModel model = opened(Places.entry(grant.id()));
        assertThat(model.detail.canReverse()).isTrue();
        assertThat(model.detail.lots()).startsWith("Made a lot of 5 tokens");
        model.detail.reverse();
        assertThat(test.navigator().currentProperty().get())
                .isEqualTo(Places.wallet(user).with(Places.REVERSE, grant.id()));

        LedgerEntry reversal =
                ledger.support.reverse(new Reversal(LedgerFixture.key(), grant.id(), null, LedgerFixture.reason()));
        model.detail.reload();
        assertThat(model.detail.canReverse()).isFalse();
        assertThat(field(model, "Reversed by entry").target()).isEqualTo(Places.entry(reversal.id()));
        model.open(field(model, "Reversed by entry").target());
        assertThat(field(model, "Reverses entry").target()).isEqualTo(Places.entry(grant.id()));
        assertThat(model.detail.canReverse()).isFalse();
        assertThat(model.detail.lots()).contains("5 drawn from the lot of entry " + grant.id());
    }

    private static FieldRow field(TransactionsViewModel model, String label) {
        return model.detail.fields.stream()
                .filter(row -> row.label().equals(label))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void supportIsNotOfferedToReverseAPaidPurchase() {
        LedgerEntry bought = ledger.buy(ledger.user()).getFirst();
        TransactionsViewModel support = opened(Places.entry(bought.id()));
        assertThat(support.detail.canReverse()).isFalse();
        TransactionsViewModel finance = model(OperatorRole.FINANCE);
        finance.open(Places.entry(bought.id()));
        assertThat(finance.detail.canReverse()).isTrue();
    }

    @Test
    void idKeyAndJsonAreCopied() {
        LedgerEntry bought = ledger.buy(ledger.user()).getFirst();
        TransactionsViewModel model = opened(Places.entry(bought.id()));
        model.detail.copyId();
        model.detail.copyKey();
        model.detail.copyJson();
        assertThat(test.desktop().copied().get(0)).isEqualTo(Long.toString(bought.id()));
        assertThat(test.desktop().copied().get(1)).isEqualTo(bought.operationKey());
        assertThat(test.desktop().copied().get(2))
                .contains("\"transaction_type\" : \"purchase\"")
                .contains("\"metadata\" : {");
    }

    @Test
    void h1AnExportIsReadBackAsItWas(@TempDir Path folder) throws IOException {
        long user = ledger.userWith(1);
        String note = "=HYPERLINK(\"http://x\"),\n\"quoted\", -1";
        ledger.support.adjust(new Adjustment(
                LedgerFixture.key(),
                user,
                Direction.CREDIT,
                new Tokens(3),
                new Adjustment.Reason("goodwill", note),
                null));
        LedgerEntry take = ledger.support.adjust(LedgerFixture.take(user, 2));
        TransactionsViewModel model = opened(Places.transactionsOf(user));
        Path file = folder.resolve("entries.csv");
        test.desktop().choose(file);

        model.startExport();

        List<NamedCsvRecord> records;
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(file)) {
            records = reader.stream().toList();
        }
        assertThat(records).hasSize(3);
        assertThat(records.getFirst().getField("tokens_delta")).isEqualTo("-2");
        assertThat(records.getFirst().getField("created_at"))
                .endsWith("+00:00")
                .startsWith(take.createdAt().toString().substring(0, 19));
        String exported = records.get(1).getField("note");
        assertThat(exported).startsWith("'=");
        assertThat(CsvColumn.original(exported)).isEqualTo(note);
        assertThat(test.kit().notices().all().getFirst().text()).startsWith("Exported 3 entries to");
    }

    @Test
    void h1AWorkbookHoldsTheSameRowsWithNumbersAsNumbers(@TempDir Path folder) throws IOException {
        long user = ledger.userWith(1);
        ledger.support.adjust(new Adjustment(
                LedgerFixture.key(),
                user,
                Direction.CREDIT,
                new Tokens(3),
                new Adjustment.Reason("goodwill", "=1+1"),
                null));
        LedgerEntry take = ledger.support.adjust(LedgerFixture.take(user, 2));
        TransactionsViewModel model = opened(Places.transactionsOf(user));
        Path file = folder.resolve("entries.xlsx");
        test.desktop().choose(file);

        model.startWorkbook();

        Sheets sheets = Sheets.read(file);
        assertThat(sheets.rows("transactions")).isEqualTo(4);
        assertThat(sheets.cell("transactions", "B2")).isEqualTo(new Sheets.Cell("n", Long.toString(take.id())));
        assertThat(sheets.cell("transactions", "G2")).isEqualTo(new Sheets.Cell("n", "-2"));
        assertThat(sheets.cell("transactions", "S3")).isEqualTo(new Sheets.Cell("inlineStr", "'=1+1"));
    }

    @Test
    void h13AFolderThatCannotBeWrittenIsSaidAndNothingIsLeft(@TempDir Path folder) throws IOException {
        TransactionsViewModel model = opened(Places.transactionsOf(ledger.userWith(1)));
        test.desktop().choose(folder.resolve("missing/entries.csv"));
        model.startExport();
        assertThat(test.kit().notices().all().getFirst().text()).contains("cannot be written");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void nobodyWhoChangedTheirMindGetsAFile() {
        TransactionsViewModel model = opened(Places.transactions());
        int told = test.kit().notices().all().size();
        test.desktop().choose(null);
        model.startExport();
        assertThat(test.kit().notices().all()).hasSize(told);
        assertThat(model.export.channel().isBusy()).isFalse();
    }
}
