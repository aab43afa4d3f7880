package com.arzani.tokens.payments.risk;

import com.arzani.tokens.money.Pence;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/// Rows of the desk's queries as records.
final class RiskRows {
    private static final ObjectMapper JSON = new ObjectMapper();

    private RiskRows() {}

    static long whole(Object column) {
        return ((Number) column).longValue();
    }

    static RiskReview review(Object[] row) {
        Optional<RiskReview.Decided> decided =
                Optional.ofNullable((String) row[11]).map(by -> new RiskReview.Decided(by, (Instant) row[12]));
        return new RiskReview(
                whole(row[0]),
                new RiskReview.Customer(whole(row[1]), (String) row[2]),
                new RiskReview.Sold((String) row[3], whole(row[4]), new Pence(whole(row[5]))),
                (int) whole(row[6]),
                new RiskReview.Standing(
                        RiskState.valueOf(((String) row[7]).toUpperCase(Locale.ROOT)),
                        (Boolean) row[8],
                        whole(row[9]),
                        (Instant) row[10],
                        decided),
                whole(row[13]),
                whole(row[14]));
    }

    static RiskCase.Judged judged(Object[] row) {
        List<RiskFinding> findings = new ArrayList<>();
        try {
            for (JsonNode finding : JSON.readTree((String) row[4])) {
                findings.add(finding(finding));
            }
        } catch (JsonProcessingException notJson) {
            throw new UncheckedIOException(notJson);
        }
        return new RiskCase.Judged(
                (Instant) row[0], (Boolean) row[1], (int) whole(row[2]), (int) whole(row[3]), findings);
    }

    private static RiskFinding finding(JsonNode json) {
        List<RiskFinding.Evidence> evidence = new ArrayList<>();
        json.path("rows")
                .forEach(row -> evidence.add(new RiskFinding.Evidence(
                        OffsetDateTime.parse(row.path("at").asText()).toInstant(),
                        row.path("kind").asText(),
                        row.path("subject").isNumber()
                                ? OptionalLong.of(row.path("subject").asLong())
                                : OptionalLong.empty(),
                        Optional.of(row.path("pence"))
                                .filter(JsonNode::isNumber)
                                .map(JsonNode::asLong))));
        return new RiskFinding(
                json.path("rule").asText(),
                json.path("version").asInt(),
                json.path("points").asInt(),
                Duration.ofSeconds(json.path("seconds").asLong()),
                new RiskFinding.Measured(
                        json.path("measure").asLong(), json.path("threshold").asLong()),
                evidence);
    }

    static RiskCase.Numbers numbers(Object[] row) {
        return new RiskCase.Numbers(
                (Instant) row[0],
                new RiskCase.Purchases(
                        whole(row[1]),
                        new Pence(whole(row[2])),
                        new Pence(whole(row[3])),
                        whole(row[4]),
                        whole(row[5])),
                whole(row[6]),
                whole(row[7]),
                whole(row[8]),
                whole(row[9]),
                whole(row[10]));
    }

    static RiskCase.Block block(Object[] row) {
        return new RiskCase.Block((String) row[0], (Instant) row[1], (String) row[2]);
    }

    static RiskCase.Note note(Object[] row) {
        return new RiskCase.Note((String) row[0], (String) row[1], (String) row[2], (Instant) row[3]);
    }
}
