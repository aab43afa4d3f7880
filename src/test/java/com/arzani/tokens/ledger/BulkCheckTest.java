package com.arzani.tokens.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.ui.Texts;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@PostgresTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BulkCheckTest {
    private static final Adjustment.Reason NONE = new Adjustment.Reason("", "");
    private final List<ReasonCode> reasons;

    BulkCheckTest(TestDatabase database) {
        reasons = new LedgerFixture(database).support.reasonCodes();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "--5",
                "+-5",
                "- 5",
                "2147483648x",
                "1000000000000000000000000000000",
                "1e3",
                "１２",
                "1,000",
                "1 000",
                "1.0",
                "5-",
                "٣",
                "0x1F",
                "NaN",
                "1000000000001",
                "=1+1",
                "\u00a05"
            })
    void h6_whatIsNoAmountIsSaidInItsCell(String tokens) {
        BulkChecked checked = check(new BulkText("1", tokens, "correction", "n"), NONE);

        assertThat(checked.line()).isEmpty();
        assertThat(checked.problems()).containsOnlyKeys(BulkCell.TOKENS);
    }

    @Test
    void h6_amountsAreReadExactly() {
        assertThat(tokens("2147483648")).isEqualTo(new Tokens(2_147_483_648L));
        assertThat(tokens(" 12 ")).isEqualTo(new Tokens(12));
        assertThat(tokens("+7")).isEqualTo(new Tokens(7));
        BulkLine taken = check(new BulkText("1", "\u22125", "correction", "n"), NONE)
                .line()
                .orElseThrow();
        assertThat(taken.direction()).isEqualTo(Direction.DEBIT);
        assertThat(taken.tokens()).isEqualTo(new Tokens(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "2147483648", "1e3", "ann@example.com", "１２", "99999999999999999999"})
    void whatIsNoUserIsSaidInItsCell(String user) {
        assertThat(check(new BulkText(user, "5", "goodwill", "n"), NONE).problems())
                .containsOnlyKeys(BulkCell.USER);
    }

    @Test
    void h4_halfASurrogatePairIsRefused() {
        assertThat(problems("a \ud83d b")).containsEntry(BulkCell.NOTE, "text_has_control_characters");
        assertThat(check(new BulkText("1", "5", "goodwill", "a \ud83d\ude00 b \u202e"), NONE)
                        .problems())
                .isEmpty();
    }

    @Test
    void h5_nulAndOtherControlCharactersAreRefused() {
        assertThat(problems("a \u0000 b")).containsEntry(BulkCell.NOTE, "text_has_control_characters");
        assertThat(problems("a \u001f b")).containsEntry(BulkCell.NOTE, "text_has_control_characters");
    }

    @Test
    void h15_aNoteIsNeverEmptyNorEndless() {
        assertThat(problems("")).containsEntry(BulkCell.NOTE, "bulk_note_missing");
        assertThat(problems(" \t \n ")).containsEntry(BulkCell.NOTE, "bulk_note_missing");
        assertThat(problems("x".repeat(2001))).containsEntry(BulkCell.NOTE, "note_too_long");
        assertThat(problems("x".repeat(1_000_000))).containsEntry(BulkCell.NOTE, "note_too_long");
        assertThat(problems("x".repeat(2000))).isEmpty();
    }

    @Test
    void aReasonFitsTheWayTheTokensGo() {
        assertThat(keys(new BulkText("1", "5", "fraud", "n"))).containsEntry(BulkCell.REASON, "bulk_reason_takes");
        assertThat(keys(new BulkText("1", "-5", "goodwill", "n"))).containsEntry(BulkCell.REASON, "bulk_reason_gives");
        assertThat(keys(new BulkText("1", "5", "kindness", "n"))).containsEntry(BulkCell.REASON, "bulk_reason_unknown");
        assertThat(keys(new BulkText("1", "5", "", "n"))).containsEntry(BulkCell.REASON, "bulk_reason_missing");
    }

    @Test
    void emptyCellsTakeWhatHoldsForAllRows() {
        Adjustment.Reason common = new Adjustment.Reason("goodwill", "spring gift");
        assertThat(check(new BulkText("1", "5", "", " "), common)
                        .line()
                        .orElseThrow()
                        .reason())
                .isEqualTo(common);
        assertThat(check(new BulkText("1", "5", "Correction", "own"), common)
                        .line()
                        .orElseThrow()
                        .reason())
                .isEqualTo(new Adjustment.Reason("correction", "own"));
    }

    @Test
    void everyProblemHasItsSentence() {
        Texts texts = Texts.load();
        BulkChecked all = check(new BulkText("x", "y", "z", ""), NONE);
        assertThat(all.problems())
                .hasSize(4)
                .allSatisfy((cell, problem) -> assertThat(texts.of(problem))
                        .doesNotContain("{")
                        .isNotEqualTo(texts.get("problem.kind.rejected")));
    }

    private BulkChecked check(BulkText text, Adjustment.Reason common) {
        return new BulkCheck(reasons, common).check(1, text);
    }

    private Tokens tokens(String typed) {
        return check(new BulkText("1", typed, "goodwill", "n"), NONE)
                .line()
                .orElseThrow()
                .tokens();
    }

    private Map<BulkCell, String> problems(String note) {
        return keys(new BulkText("1", "5", "goodwill", note));
    }

    private Map<BulkCell, String> keys(BulkText text) {
        return check(text, NONE).problems().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().key()));
    }
}
