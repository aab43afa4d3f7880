package com.arzani.tokens.screens.risk;

import com.arzani.tokens.money.Digits;
import com.arzani.tokens.money.Pence;
import com.arzani.tokens.payments.risk.RiskCase;
import com.arzani.tokens.payments.risk.RiskFinding;
import com.arzani.tokens.payments.risk.RiskReview;
import com.arzani.tokens.ui.Badge;
import com.arzani.tokens.ui.Texts;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// Scores, states, rules and effects in words.
record RiskWords(Texts texts) {
    private static final int HIGH = 50;
    private static final Duration DAYS_FROM = Duration.ofHours(48);

    Badge score(int score) {
        return new Badge(Integer.toString(score), score >= HIGH ? Badge.Tone.DANGER : Badge.Tone.WARNING);
    }

    Badge state(RiskReview review) {
        RiskReview.Standing standing = review.standing();
        Badge.Tone tone = switch (standing.state()) {
            case OPEN -> Badge.Tone.WARNING;
            case REFUNDING -> standing.undecided() ? Badge.Tone.WARNING : Badge.Tone.ACCENT;
            case RELEASED -> Badge.Tone.SUCCESS;
            case REFUSED -> Badge.Tone.DANGER;
            case WAITING, REFUNDED -> Badge.Tone.NEUTRAL;
        };
        return new Badge(texts.get("risk.state." + standing.state().name().toLowerCase(Locale.ROOT)), tone);
    }

    /// Where it stands, in a sentence.
    String standing(RiskReview review) {
        RiskReview.Standing standing = review.standing();
        String state = standing.state().name().toLowerCase(Locale.ROOT);
        String key = standing.undecided() && state.equals("refunding")
                ? "risk.standing.refund_failed"
                : "risk.standing." + state;
        return texts.get(
                key,
                standing.held(),
                standing.decided().map(RiskReview.Decided::by).orElse("–"),
                review.sold().tokens());
    }

    /// What a rule saw; a rule of a later version of this program keeps its name.
    String rule(RiskFinding finding) {
        String key = "risk.rule." + finding.rule();
        String saw = texts.has(key)
                ? texts.get(
                        key,
                        finding.measured().measure(),
                        window(finding.window()),
                        finding.measured().threshold())
                : finding.rule();
        return texts.get("risk.points", saw, finding.points());
    }

    private String window(Duration window) {
        return window.compareTo(DAYS_FROM) < 0
                ? texts.get("risk.hours", window.toHours())
                : texts.get("risk.days", window.toDays());
    }

    String evidence(RiskFinding.Evidence evidence) {
        String key = "risk.evidence." + evidence.kind();
        String subject = evidence.subject().isPresent()
                ? Long.toString(evidence.subject().getAsLong())
                : "";
        return texts.has(key) ? texts.get(key, subject) : evidence.kind() + " " + subject;
    }

    String money(RiskFinding.Evidence evidence) {
        return evidence.pence().map(pence -> new Pence(pence).toString()).orElse("");
    }

    /// The customer's history, each number in a sentence of its own.
    List<String> numbers(RiskCase about, String registered) {
        RiskCase.Numbers n = about.numbers();
        RiskCase.Purchases p = n.purchases();
        return List.of(
                texts.get("risk.numbers.registered", registered),
                texts.get(
                        "risk.numbers.purchases",
                        p.paid(),
                        p.spent().toString(),
                        p.refunded().toString()),
                texts.get("risk.numbers.unpaid", p.unpaid(), p.refused()),
                texts.get("risk.numbers.disputes", n.disputes(), n.disputesLost()),
                texts.get("risk.numbers.contacts", n.contacts()),
                texts.get("risk.numbers.balance", Digits.grouped(n.balance()), Digits.grouped(n.owed())));
    }

    /// What an action does, before and after.
    String effect(RiskAction action, RiskCase about) {
        RiskReview review = about.review();
        RiskCase.Numbers n = about.numbers();
        long held = review.standing().held();
        // What is released pays what is owed first.
        long pays = Math.min(held, n.owed());
        String before = Digits.grouped(n.balance());
        return switch (action) {
            case RELEASE ->
                texts.get(
                        "risk.effect.release", Digits.grouped(held), before, Digits.grouped(n.balance() + held - pays));
            case REFUND ->
                texts.get(
                        "risk.effect.refund",
                        Digits.grouped(held),
                        before,
                        review.sold().price().toString());
            case BLOCK, UNBLOCK, COMMENT -> texts.get("risk.effect." + action.code());
        };
    }
}
