package com.arzani.tokens.screens.disputes;

import com.arzani.tokens.payments.disputes.DisputeFacts;
import com.arzani.tokens.payments.disputes.EvidenceField;
import com.arzani.tokens.ui.Texts;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Evidence written from our own records: the purchase and what its tokens were used for. Times are UTC, and nothing in
/// it
/// tells where a customer was.
final class PreparedEvidence {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.UK).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK).withZone(ZoneOffset.UTC);
    private static final int LINES_MAX = 150;

    private final Texts texts;
    private final DisputeWords words;
    private final DisputeFacts facts;

    PreparedEvidence(DisputeWords words, DisputeFacts facts) {
        this.texts = words.texts();
        this.words = words;
        this.facts = facts;
    }

    static String minute(Instant moment) {
        return MINUTE.format(moment);
    }

    Map<EvidenceField, String> texts() {
        Map<EvidenceField, String> all = new EnumMap<>(EvidenceField.class);
        all.put(EvidenceField.PRODUCT_DESCRIPTION, product());
        all.put(EvidenceField.CUSTOMER_NAME, facts.dispute().customer().name());
        all.put(
                EvidenceField.SERVICE_DATE,
                facts.purchase().paidAt().map(DAY::format).orElse(""));
        all.put(EvidenceField.ACCESS_ACTIVITY_LOG, activity());
        all.put(EvidenceField.REFUND_REFUSAL_EXPLANATION, "");
        all.put(EvidenceField.UNCATEGORIZED_TEXT, summary());
        return all;
    }

    private String product() {
        DisputeFacts.Purchase bought = facts.purchase();
        return texts.get(
                "disputes.prepared.product",
                bought.packageName(),
                bought.tokens(),
                bought.bonus(),
                bought.price().toString());
    }

    /// Uses by the customer: contacts made, boosts bought, and what was given back of them.
    List<DisputeFacts.Use> uses() {
        return facts.uses().stream()
                .filter(use -> use.type().equals("consumption")
                        || use.type().equals("reversal") && use.listing().isPresent())
                .toList();
    }

    private String activity() {
        List<DisputeFacts.Use> uses = uses();
        String lines = uses.stream().limit(LINES_MAX).map(this::line).collect(Collectors.joining("\n"));
        return uses.size() <= LINES_MAX
                ? lines
                : lines + "\n" + texts.get("disputes.prepared.more", uses.size() - LINES_MAX);
    }

    private String line(DisputeFacts.Use use) {
        return texts.get("disputes.prepared.line", minute(use.at()), words.use(use), use.tokens());
    }

    private String summary() {
        long used = uses().stream().mapToLong(DisputeFacts.Use::tokens).sum();
        DisputeFacts.Purchase bought = facts.purchase();
        return texts.get(
                "disputes.prepared.summary",
                bought.paidAt().map(MINUTE::format).orElse("-"),
                bought.price().toString(),
                bought.tokens() + bought.bonus(),
                used,
                facts.others().paid());
    }
}
