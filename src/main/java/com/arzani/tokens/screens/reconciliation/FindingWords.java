package com.arzani.tokens.screens.reconciliation;

import com.arzani.tokens.money.Digits;
import com.arzani.tokens.money.Pence;
import com.arzani.tokens.payments.Amount;
import com.arzani.tokens.reconciliation.Finding;
import com.arzani.tokens.reconciliation.FindingNote;
import com.arzani.tokens.reconciliation.FindingStatus;
import com.arzani.tokens.reconciliation.ReconciliationDesk;
import com.arzani.tokens.reconciliation.Sides;
import com.arzani.tokens.ui.Badge;
import com.arzani.tokens.ui.Texts;
import com.arzani.tokens.ui.TimeText;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// A finding in plain words.
final class FindingWords {
    private static final String NOTHING = "–";

    private static final Set<String> KNOWN = Set.of(
            "succeeded",
            "processing",
            "canceled",
            "requires_action",
            "requires_capture",
            "requires_confirmation",
            "requires_payment_method",
            "unknown_to_stripe");
    private static final Set<String> OWN_REASONS = Set.of(
            "no_order",
            "live_differs",
            "money_moved",
            "ceiling_tokens",
            "ceiling_run",
            "no_session",
            "session_differs",
            "ceiling_asks",
            "nothing_at_stripe",
            "repair_not_enough");

    private final Texts texts;
    private final TimeText times;

    FindingWords(Texts texts, TimeText times) {
        this.texts = texts;
        this.times = times;
    }

    /// What it is, what to do, and why the system left it.
    record Heading(String title, String todo, String why, Badge status) {}

    /// Whom and what it concerns, when it was seen, what was decided.
    ///
    /// @param more of a finding that is not about a payment, a line each
    record Facts(
            String customer, String order, String stripeId, String seen, String owner, String decision, String more) {}

    record StripeSide(String status, String money, String refunded) {}

    record OurSide(String money, String sold, String credited, String taken) {}

    record Detail(Heading heading, Facts facts, StripeSide stripe, OurSide ours) {}

    Detail detail(Finding finding) {
        Sides sides = finding.sides();
        String why = sides.whyLeft() == null ? "" : why(sides.whyLeft());
        Heading heading = new Heading(
                title(finding), texts.get("reconciliation.todo." + finding.kind()), why, status(finding.status()));
        return new Detail(heading, facts(finding), stripe(sides.stripe()), ours(sides.ours()));
    }

    String title(Finding finding) {
        return texts.get("reconciliation.class." + finding.kind());
    }

    Badge status(FindingStatus status) {
        Badge.Tone tone = switch (status) {
            case OPEN -> Badge.Tone.DANGER;
            case WAITING -> Badge.Tone.WARNING;
            case FIXED, GONE -> Badge.Tone.SUCCESS;
            case RESOLVED, ACCEPTED -> Badge.Tone.NEUTRAL;
        };
        return new Badge(texts.get("reconciliation.status." + status), tone);
    }

    String customer(Finding finding) {
        Finding.Customer customer = finding.customer();
        if (customer.userId().isEmpty()) {
            return texts.get("reconciliation.customer.unknown");
        }
        String id = Long.toString(customer.userId().getAsLong());
        return customer.name().isEmpty()
                ? texts.get("reconciliation.customer.nameless", id)
                : texts.get("reconciliation.customer", customer.name(), id);
    }

    static String money(Amount amount) {
        return money(amount.pence(), amount.currency());
    }

    private static String money(Long pence, String currency) {
        if (pence == null || currency == null) {
            return NOTHING;
        }
        String pounds = new Pence(pence).toString();
        return currency.equals("GBP") ? pounds : pounds.replace("£", currency + " ");
    }

    private Facts facts(Finding finding) {
        Finding.Customer customer = finding.customer();
        String order = customer.orderId().isEmpty()
                ? NOTHING
                : Long.toString(customer.orderId().getAsLong());
        String seen = texts.get(
                "reconciliation.seen",
                times.minute(finding.times().firstSeen()),
                times.minute(finding.times().lastSeen()));
        Finding.Decision decision = finding.decision();
        String decided =
                decision.by().isEmpty() ? "" : texts.get("reconciliation.decided", decision.by(), decision.comment());
        String owner = decision.owner().isEmpty()
                ? texts.get("reconciliation.owner.none")
                : texts.get("reconciliation.owner", decision.owner());
        return new Facts(customer(finding), order, finding.stripeId(), seen, owner, decided, more(finding));
    }

    private String more(Finding finding) {
        Map<String, String> facts = finding.sides().facts();
        if (facts == null) {
            return "";
        }
        return facts.entrySet().stream()
                .filter(fact -> !fact.getValue().isEmpty())
                .map(fact -> fact.getKey().replace('_', ' ') + ": " + fact.getValue())
                .collect(Collectors.joining("\n"));
    }

    /// What became of it, a line each.
    String history(List<FindingNote> notes) {
        return notes.stream()
                .map(note -> texts.get(
                        "reconciliation.note." + note.kind(),
                        times.minute(note.at()),
                        note.by(),
                        value(note),
                        note.text()))
                .map(String::strip)
                .collect(Collectors.joining("\n"));
    }

    private String value(FindingNote note) {
        if (note.kind() == FindingNote.Kind.STATUS) {
            return texts.get("reconciliation.status." + FindingStatus.of(note.value()));
        }
        return note.value().isEmpty() ? texts.get("reconciliation.note.nobody") : note.value();
    }

    /// What a dry run saw, a line each.
    String previews(List<ReconciliationDesk.Preview> seen) {
        if (seen.isEmpty()) {
            return texts.get("reconciliation.dry.none");
        }
        return seen.stream()
                .map(each -> String.join(
                        "   ",
                        each.kind().name(),
                        texts.get("reconciliation.class." + each.kind()),
                        each.stripeId(),
                        money(each.amount()),
                        plan(each.plan())))
                .collect(Collectors.joining("\n"));
    }

    private String plan(String plan) {
        return switch (plan) {
            case "would_repair", "person_decides" -> texts.get("reconciliation.plan." + plan);
            default -> why(plan);
        };
    }

    private StripeSide stripe(Sides.Stripe side) {
        if (side == null) {
            return new StripeSide(NOTHING, NOTHING, NOTHING);
        }
        String key = "reconciliation.payment." + side.status();
        boolean known = KNOWN.contains(side.status());
        return new StripeSide(
                known ? texts.get(key) : texts.get("reconciliation.payment.unknown"),
                money(side.pence(), side.currency()),
                money(side.refundedPence(), side.currency()));
    }

    private static OurSide ours(Sides.Ours side) {
        if (side == null) {
            return new OurSide(NOTHING, NOTHING, NOTHING, NOTHING);
        }
        return new OurSide(
                money(side.pence(), side.currency()),
                tokens(side.tokensSold()),
                tokens(side.tokensCredited()),
                tokens(side.tokensTakenBack()));
    }

    private static String tokens(Long count) {
        return count == null ? NOTHING : Digits.grouped(count);
    }

    /// Reasons of the job are its own words; everything else is a refusal of the ledger's.
    private String why(String reason) {
        return OWN_REASONS.contains(reason)
                ? texts.get("reconciliation.why." + reason)
                : texts.get("reconciliation.why.refused");
    }
}
