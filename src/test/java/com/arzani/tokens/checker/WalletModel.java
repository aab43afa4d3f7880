package com.arzani.tokens.checker;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What a wallet must be, worked out in memory from what was asked for and in which order it was posted: written from
/// the rules, not from the functions. Predicts refusals, and judges each entry as it appears.
final class WalletModel {
    final long user;
    final Map<Long, LotModel> lots = new TreeMap<>();
    final Map<Long, Posted> posted = new HashMap<>();
    private final Set<Long> reversed = new HashSet<>();
    long balance;
    long owed;
    long seq;
    private Instant last = Instant.MIN;

    WalletModel(long user) {
        this.user = user;
    }

    /// A lot: what one credit brought.
    static final class LotModel {
        final long id;
        final long tokens;
        final int rank;
        final Long order;
        final Instant ends;
        long remaining;

        LotModel(long id, long tokens, int rank, Long order, Instant ends) {
            this.id = id;
            this.tokens = tokens;
            this.rank = rank;
            this.order = order;
            this.ends = ends;
            this.remaining = tokens;
        }

        boolean endedAt(Instant at) {
            return remaining > 0 && ends != null && !ends.isAfter(at);
        }
    }

    /// An entry with what it moved in lots: drawn (+) or given back (-), by lot.
    record Posted(Entry entry, Map<Long, Long> draws) {}

    /// What can be spent at a moment.
    long spendable(Instant now) {
        return balance
                - lots.values().stream()
                        .filter(lot -> lot.endedAt(now))
                        .mapToLong(lot -> lot.remaining)
                        .sum();
    }

    /// The refusal that a new operation must get, or nothing when it must be posted.
    String refusal(Step step, Limits limits, Instant now) {
        return switch (step.kind()) {
            case SPEND -> shortage(step, now);
            case GRANT, TAKE -> adjustmentRefusal(step, limits, now);
            case REVERSE, RETURN -> reversalRefusal(step, limits, now);
            case MISCREDIT -> "order_amount_differs";
            case REQUEST_TAKE -> shortage(step, now);
            case APPROVE -> approvalRefusal(step.request(), now);
            default -> "";
        };
    }

    private String shortage(Step step, Instant now) {
        return step.tokens() > spendable(now) ? "insufficient_tokens" : "";
    }

    private String adjustmentRefusal(Step step, Limits limits, Instant now) {
        if (step.seq() != null && step.seq() != seq) {
            return "wallet_moved";
        }
        String limit = limits.refusal(step.actor(), user, step.tokens(), now);
        return !limit.isEmpty() || step.kind() == Step.Kind.GRANT ? limit : shortage(step, now);
    }

    /// What is approved is what was shown: a take needs its tokens, and a grant pays as much debt as it did.
    private String approvalRefusal(Request request, Instant now) {
        if (!request.gives()) {
            return request.asked().tokens() > spendable(now) ? "insufficient_tokens" : "";
        }
        return request.owed() == null
                ? null
                : Math.min(request.asked().tokens(), request.owed())
                                == Math.min(request.asked().tokens(), owed)
                        ? ""
                        : "request_effect_changed";
    }

    /// Who takes back what they adjusted alone is not held up by a limit.
    private String reversalLimit(Step step, Entry entry, Limits limits, Instant now) {
        boolean ownSlip = limits.isOf(entry, step.actor()) && entry.type().equals("adjustment") && !entry.approved();
        return step.kind() == Step.Kind.RETURN
                        || ownSlip
                        || step.tokens() > entry.amount()
                        || reversed.contains(entry.id())
                ? ""
                : limits.refusal(step.actor(), user, step.tokens(), now);
    }

    private String reversalRefusal(Step step, Limits limits, Instant now) {
        Entry entry = posted.get(step.subject()).entry();
        String limit = reversalLimit(step, entry, limits, now);
        if (!limit.isEmpty()) {
            return limit;
        }
        if (step.kind() == Step.Kind.REVERSE
                && List.of("reversal", "refund", "dispute").contains(entry.type())) {
            return "type_not_reversible";
        }
        if (step.kind() == Step.Kind.REVERSE
                && step.actor() == Actor.SUPPORT
                && entry.order() != null
                && List.of("purchase", "bonus").contains(entry.type())) {
            return "not_permitted";
        }
        if (step.tokens() > entry.amount()) {
            return "reversal_too_large";
        }
        if (reversed.contains(entry.id())) {
            return "already_reversed";
        }
        if (entry.direction() > 0) {
            LotModel lot = lots.get(entry.id());
            return lot.endedAt(now) || lot.remaining < step.tokens() ? "lot_partly_spent" : "";
        }
        return "";
    }

    /// Follows an entry that was posted for a step; null for the expiry of a lot.
    void apply(Entry entry, Step step, Instant ends) {
        is("wallet_seq", entry.seq(), seq + 1, entry);
        if (entry.signed().at().isBefore(last)) {
            throw new CheckFailed("time runs backwards: " + entry);
        }
        if (step != null && step.kind() == Step.Kind.REVERSE) {
            is(
                    "direction",
                    entry.direction(),
                    -posted.get(step.subject()).entry().direction(),
                    entry);
        }
        Map<Long, Long> draws = new TreeMap<>();
        if (step == null) {
            expire(entry, draws);
        } else {
            lots.values().stream()
                    .filter(lot -> lot.endedAt(entry.signed().at()))
                    .findFirst()
                    .ifPresent(lot -> {
                        throw new CheckFailed("lot " + lot.id + " had ended and was not expired before " + entry);
                    });
            if (entry.direction() < 0) {
                debit(entry, step, draws);
            } else {
                credit(entry, step, draws, ends);
            }
        }
        if (entry.reverses() != null && !reversed.add(entry.reverses())) {
            throw new CheckFailed("reversed twice: " + entry);
        }
        is("balance_after", entry.balanceAfter(), balance, entry);
        seq = entry.seq();
        last = entry.signed().at();
        posted.put(entry.id(), new Posted(entry, draws));
    }

    private void expire(Entry entry, Map<Long, Long> draws) {
        LotModel lot = lots.get(entry.reference());
        if (lot == null || !lot.endedAt(entry.signed().at())) {
            throw new CheckFailed("nothing had ended: " + entry);
        }
        is("expired tokens", entry.amount(), lot.remaining, entry);
        draw(lot, entry.amount(), draws);
        balance -= entry.amount();
    }

    private void debit(Entry entry, Step step, Map<Long, Long> draws) {
        List<LotModel> from = new ArrayList<>(lots.values());
        if (step.kind() == Step.Kind.REVERSE) {
            from.removeIf(lot -> lot.id != step.subject());
        }
        from.sort(Comparator.comparing((LotModel lot) ->
                        step.order() == null || !Long.valueOf(step.order().id()).equals(lot.order))
                .thenComparing(lot -> lot.ends == null ? Instant.MAX : lot.ends)
                .thenComparing(lot -> lot.rank)
                .thenComparing(lot -> lot.id));
        long left = entry.amount();
        for (LotModel lot : from) {
            left -= draw(lot, Math.min(left, lot.remaining), draws);
        }
        boolean mayOwe = step.kind() == Step.Kind.REFUND || step.kind() == Step.Kind.DISPUTE;
        if (left > 0 && !mayOwe) {
            throw new CheckFailed("posted without the tokens for it: " + entry);
        }
        is("tokens_owed_delta", entry.owedDelta(), left, entry);
        owed += left;
        balance -= entry.amount() - left;
    }

    private void credit(Entry entry, Step step, Map<Long, Long> draws, Instant ends) {
        long pays = Math.min(entry.amount(), owed);
        is("tokens_owed_delta", entry.owedDelta(), -pays, entry);
        owed -= pays;
        balance += entry.amount() - pays;
        if (step.kind() == Step.Kind.REVERSE || step.kind() == Step.Kind.RETURN) {
            long left = giveBack(posted.get(step.subject()).draws(), entry.amount() - pays, draws);
            if (left > 0) {
                lots.put(entry.id(), new LotModel(entry.id(), left, 1, entry.order(), null));
            }
        } else {
            int rank = step.kind() == Step.Kind.CREDIT && entry.line() == 0 ? 1 : 0;
            LotModel lot = new LotModel(entry.id(), entry.amount(), rank, entry.order(), ends);
            lots.put(entry.id(), lot);
            draw(lot, pays, draws);
        }
    }

    /// Into the lots it came from, last drawn first; returns what came from none.
    private long giveBack(Map<Long, Long> drawn, long tokens, Map<Long, Long> draws) {
        long left = tokens;
        for (Map.Entry<Long, Long> draw : new TreeMap<>(drawn).descendingMap().entrySet()) {
            long back = Math.min(left, Math.max(draw.getValue(), 0));
            if (back > 0) {
                lots.get(draw.getKey()).remaining += back;
                draws.merge(draw.getKey(), -back, Long::sum);
                left -= back;
            }
        }
        return left;
    }

    private static long draw(LotModel lot, long tokens, Map<Long, Long> draws) {
        if (tokens > 0) {
            lot.remaining -= tokens;
            draws.merge(lot.id, tokens, Long::sum);
        }
        return tokens;
    }

    private static void is(String what, long actual, long expected, Entry entry) {
        if (actual != expected) {
            throw new CheckFailed(what + " is " + actual + ", must be " + expected + ": " + entry);
        }
    }
}
