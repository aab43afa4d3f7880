package com.arzani.tokens.screens.purchases;

import com.arzani.tokens.money.Pence;
import com.arzani.tokens.payments.outbox.OutboxEntry;
import com.arzani.tokens.payments.outbox.Sent;
import com.arzani.tokens.payments.purchases.Purchase;
import com.arzani.tokens.payments.purchases.PurchaseDispute;
import com.arzani.tokens.payments.purchases.PurchaseRefund;
import com.arzani.tokens.payments.refunds.RefundPreview;
import com.arzani.tokens.ui.Badge;
import com.arzani.tokens.ui.SafeText;
import com.arzani.tokens.ui.Texts;
import com.arzani.tokens.ui.TimeText;
import java.util.Locale;

/// Orders, their refunds and what waits, in words.
record PurchaseWords(Texts texts, TimeText times) {
    Badge badge(Purchase purchase) {
        Purchase.Course course = purchase.course();
        if (course.asked() > 0) {
            return new Badge(texts.get("purchases.state.refunding"), Badge.Tone.WARNING);
        }
        if (course.disputes() > 0) {
            return new Badge(texts.get("purchases.state.disputed"), Badge.Tone.DANGER);
        }
        if (course.refunded().amount() > 0) {
            boolean whole = course.refunded().compareTo(purchase.sold().price()) >= 0;
            return new Badge(
                    texts.get(whole ? "purchases.state.refunded" : "purchases.state.refunded_part"),
                    Badge.Tone.NEUTRAL);
        }
        Badge.Tone tone = switch (course.state()) {
            case PAID -> Badge.Tone.SUCCESS;
            case CREATED -> Badge.Tone.ACCENT;
            case FAILED, REFUSED -> Badge.Tone.DANGER;
            case EXPIRED -> Badge.Tone.NEUTRAL;
        };
        return new Badge(texts.get("purchases.state." + course.state().code()), tone);
    }

    String sold(Purchase purchase) {
        Purchase.Sold sold = purchase.sold();
        return sold.bonus().count() == 0
                ? texts.get(
                        "purchases.sold", sold.tokens().toString(), sold.price().toString())
                : texts.get(
                        "purchases.sold.bonus",
                        sold.tokens().toString(),
                        sold.bonus().toString(),
                        sold.price().toString());
    }

    /// One refund in a line or two.
    String refund(PurchaseRefund refund) {
        String status = status(refund.status());
        String by = refund.createdBy().map(SafeText::line).orElseGet(() -> texts.get("purchases.refund.at_stripe"));
        String line = texts.get(
                "purchases.refund.line", refund.amount().toString(), status, times.exact(refund.madeAt()), by);
        String failure = refund.failure()
                .map(why -> " " + texts.get("purchases.refund.failure", SafeText.line(why)))
                .orElse("");
        return line + failure + "\n" + booked(refund.booked());
    }

    private String booked(PurchaseRefund.Booked booked) {
        if (booked.returned().count() > 0) {
            return texts.get("purchases.refund.returned", booked.returned().toString());
        }
        return booked.owed().count() > 0
                ? texts.get(
                        "purchases.refund.taken_owed",
                        booked.taken().toString(),
                        booked.owed().toString())
                : texts.get("purchases.refund.taken", booked.taken().toString());
    }

    /// One refund that was asked for and is not made.
    String asked(OutboxEntry entry) {
        String pence = new Pence(entry.payload().path("pence").longValue()).toString();
        String state = texts.get("purchases.asked." + entry.status().name().toLowerCase(Locale.ROOT));
        String by = SafeText.line(entry.asked().by());
        String line = texts.get(
                "purchases.asked.line",
                pence,
                state,
                by,
                times.exact(entry.asked().at()));
        String cause = entry.course().cause().map(this::cause).orElse("");
        String next = entry.course()
                .nextAttempt()
                .filter(due -> entry.course().attempts() > 0)
                .map(due -> texts.get("purchases.asked.next", entry.course().attempts(), times.relative(due)))
                .orElse("");
        return (line + "\n" + cause + " " + next).strip();
    }

    private String cause(Sent.Cause cause) {
        Object[] arguments = cause.arguments().toArray();
        String own = "purchases.cause." + cause.key();
        String problem = "problem." + cause.key();
        return texts.has(own)
                ? texts.get(own, arguments)
                : texts.has(problem) ? texts.get(problem, arguments) : cause.key();
    }

    String dispute(PurchaseDispute dispute) {
        String key = "purchases.dispute.phase." + dispute.phase();
        String phase = texts.has(key) ? texts.get("purchases.dispute.phase." + dispute.phase()) : dispute.phase();
        return texts.get(
                "purchases.dispute.line",
                dispute.amount().toString(),
                phase,
                dispute.held().toString());
    }

    private String status(String code) {
        String key = "purchases.refund.status." + code;
        return texts.has(key) ? texts.get("purchases.refund.status." + code) : SafeText.line(code);
    }

    /// What a refund would take, told before it is made.
    String preview(RefundPreview preview) {
        String left = new Pence(preview.left()).toString();
        if (preview.tokens() == 0) {
            return texts.get("purchases.preview.nothing", left);
        }
        String taken = preview.owed() == 0
                ? texts.get("purchases.preview.taken", Long.toString(preview.tokens()))
                : texts.get(
                        "purchases.preview.owed",
                        Long.toString(preview.tokens()),
                        Long.toString(preview.fromLots()),
                        Long.toString(preview.owed()));
        return taken + " "
                + texts.get(
                        "purchases.preview.wallet",
                        Long.toString(preview.before().balance()),
                        Long.toString(preview.after().balance()),
                        left);
    }
}
