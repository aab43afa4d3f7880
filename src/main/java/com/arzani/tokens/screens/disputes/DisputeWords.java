package com.arzani.tokens.screens.disputes;

import com.arzani.tokens.payments.disputes.DisputeCase;
import com.arzani.tokens.payments.disputes.DisputeFacts;
import com.arzani.tokens.ui.Badge;
import com.arzani.tokens.ui.Texts;
import com.arzani.tokens.ui.TimeText;
import java.util.Locale;

/// Disputes in words. A word of Stripe's that we have never heard is shown as it is (F27).
record DisputeWords(Texts texts, TimeText times) {
    Badge badge(DisputeCase dispute) {
        String status = dispute.claim().status();
        Badge.Tone tone = switch (status) {
            case "needs_response", "warning_needs_response" -> Badge.Tone.WARNING;
            case "under_review", "warning_under_review" -> Badge.Tone.ACCENT;
            case "won" -> Badge.Tone.SUCCESS;
            case "lost" -> Badge.Tone.DANGER;
            default -> Badge.Tone.NEUTRAL;
        };
        return new Badge(or("disputes.status." + status, status), tone);
    }

    /// The deadline at a glance; empty once nobody waits for us.
    String deadline(DisputeCase dispute) {
        if (!dispute.needsResponse() || dispute.deadline().daysLeft().isEmpty()) {
            return "";
        }
        long days = dispute.deadline().daysLeft().get();
        return days < 0 ? texts.get("disputes.deadline.over") : texts.get("disputes.deadline.days", days);
    }

    /// The deadline in full.
    String deadlineSentence(DisputeCase dispute) {
        if (!dispute.needsResponse()) {
            return texts.get("disputes.deadline.none");
        }
        return dispute.deadline()
                .dueBy()
                .map(due -> texts.get("disputes.deadline.sentence", deadline(dispute), times.exact(due)))
                .orElseGet(() -> texts.get("disputes.deadline.unknown"));
    }

    String reason(String code) {
        return or("disputes.reason." + code, code);
    }

    String phase(DisputeCase dispute) {
        return texts.get("disputes.phase." + dispute.claim().phase().name().toLowerCase(Locale.ROOT));
    }

    String answer(DisputeCase.Answer answer) {
        return texts.get("disputes.answer." + answer.name().toLowerCase(Locale.ROOT));
    }

    String cause(String key) {
        return or("problem." + key, key);
    }

    /// What took tokens of the purchase, or gave some back.
    String use(DisputeFacts.Use use) {
        String what = or("disputes.use." + use.action(), use.action().isEmpty() ? use.type() : use.action());
        return use.listing()
                .map(listing -> texts.get("disputes.use.on", what, listing))
                .orElse(what);
    }

    String step(DisputeFacts.Step step) {
        return or("disputes.step." + step.kind() + "." + step.what(), step.what());
    }

    String movement(String category) {
        return or("disputes.money." + category, category);
    }

    private String or(String key, String otherwise) {
        return texts.has(key) ? texts.get(key) : otherwise;
    }
}
