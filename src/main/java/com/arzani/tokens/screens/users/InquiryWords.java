package com.arzani.tokens.screens.users;

import com.arzani.tokens.market.AnswerState;
import com.arzani.tokens.market.CostRule;
import com.arzani.tokens.market.SentInquiry;
import com.arzani.tokens.ui.Badge;
import com.arzani.tokens.ui.Kit;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Why an inquiry cost what it cost, and whether it was answered.
record InquiryWords(Kit kit, UserWords words) {
    /// Months of free contacts are UTC months (T5).
    private static final DateTimeFormatter MONTH =
            DateTimeFormatter.ofPattern("MMMM uuuu", Locale.UK).withZone(ZoneOffset.UTC);

    /// The rule that applied then, from what was kept with the inquiry.
    String why(SentInquiry inquiry) {
        long tokens = inquiry.tokensSpent().count();
        CostRule rule = inquiry.rule();
        String price = get("users.why.price", tokens);
        if (rule == null) {
            return price + " "
                    + get(inquiry.firstContact() ? "users.why.old.first" : "users.why.old.further", inquiry.attempt());
        }
        if (!rule.tokensOn()) {
            return price + " " + get("users.why.off");
        }
        if (!inquiry.firstContact()) {
            return price + " " + get("users.why.further", inquiry.attempt());
        }
        String plan = rule.plan() == null
                ? get("users.why.no_plan")
                : words.plan(rule.plan()).text();
        if (rule.freeLimit() == 0) {
            return price + " " + get("users.why.plan", plan);
        }
        String month = MONTH.format(inquiry.createdAt());
        return price + " "
                + (tokens == 0
                        ? get("users.why.free", plan, rule.freeLimit() - rule.freeLeft() + 1, rule.freeLimit(), month)
                        : get("users.why.used", plan, rule.freeLimit(), month));
    }

    Badge answer(Instant sentAt, Instant answeredAt) {
        AnswerState state = AnswerState.of(sentAt, answeredAt, kit.clock().instant());
        return new Badge(
                get("users.answer." + state.name().toLowerCase(Locale.ROOT)),
                switch (state) {
                    case IN_TIME -> Badge.Tone.SUCCESS;
                    case LATE, OVERDUE -> Badge.Tone.WARNING;
                    case WAITING -> Badge.Tone.NEUTRAL;
                });
    }

    /// When it was answered and what contact success makes of it.
    String answered(Instant sentAt, Instant answeredAt) {
        AnswerState state = AnswerState.of(sentAt, answeredAt, kit.clock().instant());
        String key = "users.answered." + state.name().toLowerCase(Locale.ROOT);
        Instant until = answeredAt == null ? kit.clock().instant() : answeredAt;
        return get(
                key,
                Math.max(0, Duration.between(sentAt, until).toDays()),
                answeredAt == null ? "" : kit.times().minute(answeredAt),
                AnswerState.WITHIN.toDays());
    }

    private String get(String key, Object... arguments) {
        return kit.texts().get(key, arguments);
    }
}
