package com.arzani.tokens.screens.transactions;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.ledger.Direction;
import com.arzani.tokens.ledger.EntryFilter;
import com.arzani.tokens.ledger.EntryType;
import com.arzani.tokens.money.Tokens;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterTermsTest {
    @ParameterizedTest
    @CsvSource({
        "user,-5",
        "user,1e3",
        "user,１２",
        "user,9223372036854775808",
        "type,everything",
        "type,'refund,'';DROP'",
        "direction,up",
        "from,2026-02-30",
        "from,yesterday",
        "to,0001-01-01",
        "amount,-5",
        "amount,..",
        "amount,5...20",
        "amount,a..b",
        "action,'two words'",
        "stripe,'pi_\u202E'",
        "colour,red"
    })
    void h3WhatNoFilterTakesIsRefused(String name, String value) {
        assertThat(FilterTerms.read(name, value)).isEmpty();
    }

    @Test
    void textsThatAreTooLongAreRefused() {
        assertThat(FilterTerms.read("stripe", "p".repeat(256))).isEmpty();
        assertThat(FilterTerms.read("key", "k".repeat(201))).isEmpty();
        assertThat(FilterTerms.read("action", "a".repeat(101))).isEmpty();
    }

    @Test
    void anUpsideDownPeriodIsSeen() {
        assertThat(FilterTerms.NONE
                        .with("from", "2026-02-01")
                        .with("to", "2026-01-31")
                        .periodIsUpsideDown())
                .isTrue();
        assertThat(FilterTerms.NONE
                        .with("from", "2026-01-31")
                        .with("to", "2026-01-31")
                        .periodIsUpsideDown())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "pi_3Nx,stripe,pi_3Nx",
        "stripe:pi_3Nx,stripe,pi_3Nx",
        "stripe:cs_test_1,key,stripe:cs_test_1",
        "cs_test_1,key,stripe:cs_test_1",
        "0190aaaa-bbbb-7ccc-8ddd-eeeeffff0000,key,0190aaaa-bbbb-7ccc-8ddd-eeeeffff0000",
        "legacy:77,key,legacy:77",
        "4711,entry,4711",
        "User:42,user,42",
        "nonsense,'',nonsense"
    })
    void aWordIsRecognisedByItsNameOrItsShape(String token, String name, String value) {
        assertThat(FilterTerms.words(" " + token + " ")).containsExactly(new FilterTerms.Word(name, value));
    }

    @Test
    void daysAreWholeDaysInUtc() {
        EntryFilter filter = FilterTerms.NONE
                .with("from", "2026-03-29")
                .with("to", "2026-03-29")
                .filter();
        assertThat(filter.period().from()).isEqualTo(Instant.parse("2026-03-29T00:00:00Z"));
        assertThat(filter.period().until()).isEqualTo(Instant.parse("2026-03-30T00:00:00Z"));
    }

    @Test
    void everyTermReachesTheFilter() {
        EntryFilter filter = FilterTerms.NONE
                .with("user", "42")
                .with("type", "dispute,refund")
                .with("direction", "out")
                .with("amount", "5..20")
                .with("action", "contact_seller")
                .with("stripe", "pi_1")
                .with("key", "legacy:1")
                .with("order", "9")
                .filter();
        assertThat(filter.userId()).isEqualTo(42);
        assertThat(filter.types()).containsOnly(EntryType.DISPUTE, EntryType.REFUND);
        assertThat(filter.amount()).isEqualTo(new EntryFilter.Amount(Direction.DEBIT, new Tokens(5), new Tokens(20)));
        assertThat(filter.subject()).isEqualTo(new EntryFilter.Subject("contact_seller", "pi_1", "legacy:1", 9L));
        assertThat(FilterTerms.NONE.with("amount", "7").filter().amount())
                .isEqualTo(new EntryFilter.Amount(null, new Tokens(7), new Tokens(7)));
        assertThat(FilterTerms.NONE.with("amount", "7..").filter().amount())
                .isEqualTo(new EntryFilter.Amount(null, new Tokens(7), null));
    }
}
