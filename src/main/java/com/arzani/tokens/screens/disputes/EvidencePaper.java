package com.arzani.tokens.screens.disputes;

import com.arzani.tokens.access.ExportRecord;
import com.arzani.tokens.files.WholeFile;
import com.arzani.tokens.insight.Paper;
import com.arzani.tokens.insight.PdfPaper;
import com.arzani.tokens.payments.disputes.DisputeFacts;
import com.arzani.tokens.payments.disputes.EvidenceField;
import com.arzani.tokens.ui.SafeText;
import com.arzani.tokens.ui.Texts;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The case on paper, for the bank (ruling 24): the purchase, what its tokens were used for, and our texts. Times are
/// UTC;
/// nothing tells where a customer was.
final class EvidencePaper {
    private final Texts texts;
    private final DisputeWords words;
    private final DisputeFacts facts;
    private final Map<EvidenceField, String> answer;

    EvidencePaper(DisputeWords words, DisputeFacts facts, Map<EvidenceField, String> answer) {
        this.texts = words.texts();
        this.words = words;
        this.facts = facts;
        this.answer = answer;
    }

    /// Says in the audit that it leaves, then writes it whole or not at all; gives the number of pages.
    int write(ExportRecord record, Path target) {
        record.record(
                "dispute_evidence",
                facts.dispute().id(),
                facts.dispute().customer().userId());
        return WholeFile.write(target, out -> PdfPaper.write(paper(), out));
    }

    Paper paper() {
        List<Paper.Section> sections = new ArrayList<>();
        sections.add(dispute());
        sections.add(purchase());
        sections.add(uses());
        answer.forEach((field, text) -> {
            if (!text.isBlank() && field != EvidenceField.ACCESS_ACTIVITY_LOG) {
                sections.add(new Paper.Section(
                        texts.get("disputes.field." + field.code()), List.of(), List.of(SafeText.block(text))));
            }
        });
        return new Paper(texts.get("disputes.paper.heading", facts.dispute().id()), sections);
    }

    private Paper.Section dispute() {
        var claim = facts.dispute().claim();
        return new Paper.Section(
                texts.get("disputes.paper.dispute"),
                List.of(
                        fact("disputes.paper.amount", claim.amount() + " (" + claim.currency() + ")"),
                        fact("disputes.paper.reason", words.reason(claim.reason())),
                        fact(
                                "disputes.paper.opened",
                                minute(facts.dispute().deadline().openedAt())),
                        fact("disputes.paper.payment", claim.paymentId()),
                        fact("disputes.paper.made", minute(facts.now()))),
                List.of());
    }

    private Paper.Section purchase() {
        DisputeFacts.Purchase bought = facts.purchase();
        return new Paper.Section(
                texts.get("disputes.paper.purchase"),
                List.of(
                        fact(
                                "disputes.paper.customer",
                                SafeText.line(facts.dispute().customer().name()) + " ("
                                        + facts.dispute().customer().userId() + ")"),
                        fact(
                                "disputes.paper.order",
                                Long.toString(facts.dispute().claim().orderId())),
                        fact("disputes.paper.package", bought.packageName()),
                        fact(
                                "disputes.paper.tokens",
                                texts.get("disputes.paper.tokens.value", bought.tokens(), bought.bonus())),
                        fact("disputes.paper.price", bought.price().toString()),
                        fact("disputes.paper.ordered", minute(bought.orderedAt())),
                        fact(
                                "disputes.paper.paid",
                                bought.paidAt().map(EvidencePaper::minute).orElse("-"))),
                List.of());
    }

    private Paper.Section uses() {
        List<Paper.Fact> lines = new PreparedEvidence(words, facts)
                .uses().stream()
                        .map(use -> new Paper.Fact(
                                minute(use.at()),
                                texts.get("disputes.paper.use", SafeText.line(words.use(use)), use.tokens())))
                        .toList();
        return new Paper.Section(
                texts.get("disputes.paper.uses"),
                lines,
                lines.isEmpty() ? List.of(texts.get("disputes.paper.uses.none")) : List.of());
    }

    private Paper.Fact fact(String label, String value) {
        return new Paper.Fact(texts.get(label), value);
    }

    private static String minute(Instant moment) {
        return PreparedEvidence.minute(moment);
    }
}
