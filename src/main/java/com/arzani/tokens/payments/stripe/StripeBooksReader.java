package com.arzani.tokens.payments.stripe;

import com.arzani.tokens.payments.Dispute;
import com.arzani.tokens.payments.ListedEvent;
import com.arzani.tokens.payments.Movement;
import com.arzani.tokens.payments.Page;
import com.arzani.tokens.payments.Payout;
import com.arzani.tokens.payments.Refund;
import com.arzani.tokens.payments.StripeBooks;
import com.arzani.tokens.payments.Window;
import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.param.BalanceTransactionListParams;
import com.stripe.param.DisputeListParams;
import com.stripe.param.EventListParams;
import com.stripe.param.PayoutListParams;
import com.stripe.param.RefundListParams;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Stripe's books through its own Java library, over the connection of a gateway and at its pace: both together never
/// ask faster than one of them may.
public final class StripeBooksReader extends StripeConnection implements StripeBooks {
    private static final long MOST = Page.ITEMS_MAX;

    public StripeBooksReader(StripeJavaGateway gateway) {
        super(gateway);
    }

    @Override
    public Optional<Refund> refund(String id) {
        return find(() -> stripe.refunds().retrieve(id, reading()), answers::refund);
    }

    @Override
    public List<Refund> refundsOf(String paymentId) {
        RefundListParams params = RefundListParams.builder()
                .setPaymentIntent(paymentId)
                .setLimit(MOST)
                .build();
        return page(() -> stripe.refunds().list(params, reading()), answers::refund)
                .items()
                .reversed();
    }

    @Override
    public Page<Dispute> disputes(Window created, Optional<String> startingAfter) {
        DisputeListParams.Builder params = DisputeListParams.builder()
                .setCreated(DisputeListParams.Created.builder()
                        .setGte(from(created))
                        .setLt(to(created))
                        .build())
                .setLimit(MOST);
        startingAfter.ifPresent(params::setStartingAfter);
        return page(() -> stripe.disputes().list(params.build(), reading()), BookAnswers::dispute);
    }

    @Override
    public Optional<Dispute> dispute(String id) {
        return find(() -> stripe.disputes().retrieve(id, reading()), BookAnswers::dispute);
    }

    @Override
    public List<Dispute> disputesOf(String paymentId) {
        DisputeListParams params = DisputeListParams.builder()
                .setPaymentIntent(paymentId)
                .setLimit(MOST)
                .build();
        return page(() -> stripe.disputes().list(params, reading()), BookAnswers::dispute)
                .items()
                .reversed();
    }

    @Override
    public Page<Payout> payouts(Window created, Optional<String> startingAfter) {
        PayoutListParams.Builder params = PayoutListParams.builder()
                .setCreated(PayoutListParams.Created.builder()
                        .setGte(from(created))
                        .setLt(to(created))
                        .build())
                .setLimit(MOST);
        startingAfter.ifPresent(params::setStartingAfter);
        return page(() -> stripe.payouts().list(params.build(), reading()), BookAnswers::payout);
    }

    @Override
    public Optional<Payout> payout(String id) {
        return find(() -> stripe.payouts().retrieve(id, reading()), BookAnswers::payout);
    }

    @Override
    public Page<Movement> movements(Window created, Optional<String> startingAfter) {
        BalanceTransactionListParams.Builder params = BalanceTransactionListParams.builder()
                .setCreated(BalanceTransactionListParams.Created.builder()
                        .setGte(from(created))
                        .setLt(to(created))
                        .build());
        return movements(params, startingAfter);
    }

    @Override
    public Page<Movement> movementsOf(String payoutId, Optional<String> startingAfter) {
        return movements(BalanceTransactionListParams.builder().setPayout(payoutId), startingAfter);
    }

    private Page<Movement> movements(BalanceTransactionListParams.Builder params, Optional<String> startingAfter) {
        params.setLimit(MOST);
        startingAfter.ifPresent(params::setStartingAfter);
        return page(() -> stripe.balanceTransactions().list(params.build(), reading()), BookAnswers::movement);
    }

    @Override
    public Map<String, Long> balance() {
        String body = send(() -> stripe.balance().retrieve(reading()));
        return read(() -> BookAnswers.balance(answers.tree(body)));
    }

    @Override
    public Page<ListedEvent> events(Window created, Collection<String> types, Optional<String> startingAfter) {
        EventListParams.Builder params = EventListParams.builder()
                .setCreated(EventListParams.Created.builder()
                        .setGte(from(created))
                        .setLt(to(created))
                        .build())
                .addAllType(List.copyOf(types))
                .setLimit(MOST);
        startingAfter.ifPresent(params::setStartingAfter);
        return page(() -> stripe.events().list(params.build(), reading()), BookAnswers::event);
    }

    @Override
    public Pace pace() {
        return new Pace(pace.perSecond(), pace.refusals());
    }

    @Override
    public void restorePace() {
        pace.restore();
    }

    private <T> Page<T> page(Call call, Function<JsonNode, T> item) {
        String body = send(call);
        return read(() -> answers.page(body, item));
    }

    private static long from(Window created) {
        return created.from().getEpochSecond();
    }

    private static long to(Window created) {
        return created.to().getEpochSecond();
    }
}
