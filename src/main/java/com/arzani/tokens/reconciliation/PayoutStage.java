package com.arzani.tokens.reconciliation;

import com.arzani.tokens.payments.Movement;
import com.arzani.tokens.payments.Page;
import com.arzani.tokens.payments.Payout;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Payouts of the window, then the movements of every paid one that is not added up yet, a page at a time. What does
/// not
/// add up is read once more from its first page before anybody is told.
final class PayoutStage implements StageWork {
    private static final String LIST = "list:";

    private final Tools tools;
    private final Payouts payouts;

    PayoutStage(Tools tools, Payouts payouts) {
        this.tools = tools;
        this.payouts = payouts;
    }

    /// Within one payout's movements.
    ///
    /// @param lastId the last movement of the page before; empty at the beginning
    /// @param again whether this is the second reading
    private record Adding(String payoutId, String lastId, Payouts.Sum sum, boolean again) {
        static Adding read(String cursor) {
            List<String> parts = List.of(cursor.split(" ", -1));
            return new Adding(
                    parts.get(0),
                    parts.get(1),
                    new Payouts.Sum(
                            Long.parseLong(parts.get(2)),
                            Long.parseLong(parts.get(3)),
                            Long.parseLong(parts.get(4)),
                            Long.parseLong(parts.get(5))),
                    Boolean.parseBoolean(parts.get(6)));
        }

        String text() {
            return String.join(
                    " ",
                    payoutId,
                    lastId,
                    Long.toString(sum.items()),
                    Long.toString(sum.amount()),
                    Long.toString(sum.fee()),
                    Long.toString(sum.net()),
                    Boolean.toString(again));
        }

        static Adding behind(String payoutId) {
            return new Adding(payoutId, "", Payouts.Sum.NONE, false);
        }
    }

    @Override
    public Optional<Done> page(Run run, BooleanSupplier cancelled) {
        String cursor = run.reached().cursor().orElse(LIST);
        return Done.at(cursor.startsWith(LIST) ? list(run, cursor) : add(run, Adding.read(cursor)));
    }

    private Run.Reached list(Run run, String cursor) {
        Optional<String> after = Optional.of(cursor.substring(LIST.length())).filter(id -> !id.isEmpty());
        Page<Payout> page = tools.books().payouts(run.window(), after);
        payouts.keep(run, page.items());
        return page.hasMore() && !page.items().isEmpty()
                ? run.reached().at(LIST + page.items().getLast().id())
                : run.reached().at(Adding.behind("").text());
    }

    /// Without a last movement the cursor names the payout that is done: the one behind it is begun.
    private Run.Reached add(Run run, Adding adding) {
        boolean begins = adding.lastId().isEmpty() && !adding.again();
        Optional<Payouts.Kept> payout = begins ? payouts.next(adding.payoutId()) : payouts.find(adding.payoutId());
        if (payout.isEmpty()) {
            return run.reached().onward();
        }
        return add(run, payout.get(), begins ? Adding.behind(payout.get().id()) : adding);
    }

    private Run.Reached add(Run run, Payouts.Kept payout, Adding adding) {
        Optional<String> after = Optional.of(adding.lastId()).filter(id -> !id.isEmpty());
        Page<Movement> page = tools.books().movementsOf(payout.id(), after);
        Payouts.Sum sum = Payouts.add(adding.sum(), page, payout.id());
        if (page.hasMore() && !page.items().isEmpty()) {
            String last = page.items().getLast().id();
            return run.reached().at(new Adding(payout.id(), last, sum, adding.again()).text());
        }
        if (sum.net() != payout.amount().pence() && !adding.again()) {
            return run.reached().at(new Adding(payout.id(), "", Payouts.Sum.NONE, true).text());
        }
        payouts.itemised(run, payout, sum);
        return run.reached().at(Adding.behind(payout.id()).text());
    }
}
