package com.arzani.tokens.screens.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditTermsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "by|two words",
                "by|ä",
                "action|Publish",
                "action|'; DROP TABLE audit_log",
                "customer|-1",
                "customer|１２",
                "customer|1e3",
                "subject|package",
                "subject|package/",
                "from|yesterday",
                "to|2026-02-30",
                "reason|*",
                "reason|   ",
                "sort|created_at"
            })
    void h3_whatNoFilterTakesIsRefused(String name, String value) {
        assertThat(AuditTerms.read(name, value)).isEmpty();
    }

    @Test
    void wordsAreReadWithTheirQuotesAndWrittenBackAlike() {
        var words = AuditTerms.words("by:jane reason:\"customer asked*\" 42 nonsense");
        assertThat(words)
                .containsExactly(
                        new AuditTerms.Word("by", "jane"),
                        new AuditTerms.Word("reason", "customer asked*"),
                        new AuditTerms.Word("customer", "42"),
                        new AuditTerms.Word("", "nonsense"));
        AuditTerms terms = AuditTerms.NONE.with("by", "jane").with("reason", "customer asked*");
        assertThat(terms.words()).isEqualTo("by:jane reason:\"customer asked*\"");
        assertThat(terms.filter().reason().beginning()).isTrue();
    }

    @Test
    void h2_percentAndUnderscoreAreLetters() {
        assertThat(AuditTerms.NONE.with("reason", "100%_").filter().reason().value())
                .isEqualTo("100%_");
    }

    @Test
    void changedFieldsStandFirst() {
        assertThat(ChangeRow.of(
                        "{\"a\": 1, \"b\": {\"c\": \"x\"}, \"d\": null}",
                        "{\"a\": 1, \"b\": {\"c\": \"y\"}, \"e\": [1]}"))
                .containsExactly(
                        new ChangeRow("b.c", "x", "y"), new ChangeRow("e", "", "[1]"), new ChangeRow("a", "1", "1"));
    }
}
