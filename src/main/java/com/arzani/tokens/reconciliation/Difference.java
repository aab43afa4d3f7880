package com.arzani.tokens.reconciliation;

import com.arzani.tokens.payments.Amount;
import java.util.OptionalLong;

/// One thing on which Stripe and we do not agree.
///
/// @param subject what it is about
/// @param amount the money in question
/// @param tokens the tokens in question; 0 if only money differs
/// @param gap what of the sums' difference it explains
/// @param sides what each side says
public record Difference(FindingClass kind, Subject subject, Amount amount, long tokens, Gap gap, Sides sides) {
    /// The records a difference ties together.
    public record Subject(String stripeId, OptionalLong orderId, OptionalLong entryId, OptionalLong userId) {
        /// What Stripe knows and we know nothing of.
        static Subject of(String stripeId) {
            return new Subject(stripeId, OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());
        }
    }

    /// Stripe's side less ours.
    public record Gap(long pence, long tokens) {
        static final Gap NONE = new Gap(0, 0);

        Gap plus(Gap more) {
            return new Gap(Math.addExact(pence, more.pence), Math.addExact(tokens, more.tokens));
        }

        boolean isNone() {
            return pence == 0 && tokens == 0;
        }
    }

    /// The same for the same difference in every run: class, Stripe's id, our id.
    public String fingerprint() {
        String ours = subject.entryId().isPresent()
                ? "entry" + subject.entryId().getAsLong()
                : subject.orderId().isPresent() ? "order" + subject.orderId().getAsLong() : "none";
        return kind + ":" + subject.stripeId() + ":" + ours;
    }
}
