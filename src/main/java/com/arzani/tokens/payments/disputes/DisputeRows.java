package com.arzani.tokens.payments.disputes;

import com.arzani.tokens.money.Pence;
import com.arzani.tokens.payments.disputes.DisputeFacts.Draft;
import com.arzani.tokens.payments.disputes.DisputeFacts.MoneyMoved;
import com.arzani.tokens.payments.disputes.DisputeFacts.Others;
import com.arzani.tokens.payments.disputes.DisputeFacts.Purchase;
import com.arzani.tokens.payments.disputes.DisputeFacts.Step;
import com.arzani.tokens.payments.disputes.DisputeFacts.Use;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Rows of [DisputeSql] as records.
final class DisputeRows {
    private static final ObjectMapper JSON = new ObjectMapper();

    private DisputeRows() {}

    static DisputeCase dispute(Object[] row) {
        return new DisputeCase(
                (String) row[0],
                whole(row[1]),
                new DisputeCase.Customer(whole(row[2]), (String) row[3]),
                new DisputeCase.Claim(
                        whole(row[4]),
                        (String) row[5],
                        new Pence(whole(row[6])),
                        row[7].toString().strip(),
                        (String) row[8],
                        (String) row[9],
                        DisputePhase.valueOf(((String) row[10]).toUpperCase(Locale.ROOT))),
                new DisputeCase.Deadline(
                        (Instant) row[11],
                        Optional.ofNullable((Instant) row[12]),
                        Optional.ofNullable((Number) row[13]).map(Number::longValue)),
                new DisputeCase.Held(
                        whole(row[14]),
                        whole(row[15]),
                        whole(row[16]),
                        whole(row[17]),
                        DisputeCase.Answer.valueOf((String) row[18])));
    }

    static Purchase purchase(Object[] row) {
        return new Purchase(
                (String) row[0],
                new Pence(whole(row[1])),
                row[2].toString().strip(),
                whole(row[3]),
                whole(row[4]),
                (Instant) row[5],
                Optional.ofNullable((Instant) row[6]),
                whole(row[7]));
    }

    static Use use(Object[] row) {
        return new Use(
                whole(row[0]),
                (Instant) row[1],
                (String) row[2],
                (String) row[3],
                Optional.ofNullable((Number) row[4]).map(Number::longValue),
                Optional.ofNullable((String) row[5]),
                whole(row[6]));
    }

    static MoneyMoved money(Object[] row) {
        return new MoneyMoved(
                (Instant) row[0],
                (String) row[1],
                new Pence(whole(row[2])),
                new Pence(whole(row[3])),
                new Pence(whole(row[4])));
    }

    static Step step(Object[] row) {
        return new Step((Instant) row[0], (String) row[1], (String) row[2], (String) row[3], whole(row[4]));
    }

    static Others others(Object[] row) {
        return new Others(whole(row[0]), whole(row[1]), new Pence(whole(row[2])), whole(row[3]));
    }

    static Draft draft(Object[] row) {
        return new Draft(
                texts((String) row[0]),
                ((Number) row[1]).intValue(),
                (String) row[2],
                Optional.of((Instant) row[3]),
                Optional.ofNullable((String) row[4]));
    }

    static Draft noDraft() {
        return new Draft(Map.of(), 0, "", Optional.empty(), Optional.empty());
    }

    private static Map<String, String> texts(String json) {
        try {
            return JSON.readValue(json, new TypeReference<Map<String, String>>() {});
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("the database holds JSON that is none", impossible);
        }
    }

    static String json(Map<String, String> texts) {
        return JSON.valueToTree(texts).toString();
    }

    static long whole(Object column) {
        return ((Number) column).longValue();
    }
}
