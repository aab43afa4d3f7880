package com.arzani.tokens.payments.stripe;

import com.arzani.tokens.payments.NewRefund;
import com.arzani.tokens.payments.Page;
import com.arzani.tokens.payments.Payment;
import com.arzani.tokens.payments.RefundDetail;
import com.arzani.tokens.payments.StripeRefunds;
import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Refunds through Stripe's own Java library, at a bounded pace. Safe for many threads.
public final class StripeJavaRefunds extends StripeConnection implements StripeRefunds {
    /// @param address where Stripe is, asked before each call; empty for the real Stripe
    public StripeJavaRefunds(String secretKey, Supplier<Optional<URI>> address, int requestsPerSecond) {
        super(secretKey, address, requestsPerSecond, Time.SYSTEM);
    }

    @Override
    public Optional<RefundDetail> refund(String id) {
        return find(() -> stripe.refunds().retrieve(id, reading()), this::detail);
    }

    @Override
    public List<RefundDetail> refundsOf(String paymentId) {
        return all(RefundListParams.builder().setPaymentIntent(paymentId));
    }

    @Override
    public List<RefundDetail> refundsOfCharge(String chargeId) {
        return all(RefundListParams.builder().setCharge(chargeId));
    }

    private List<RefundDetail> all(RefundListParams.Builder params) {
        params.setLimit((long) Page.ITEMS_MAX);
        List<RefundDetail> refunds = new ArrayList<>();
        boolean more = true;
        while (more) {
            String body = send(() -> stripe.refunds().list(params.build(), reading()));
            Page<RefundDetail> page = read(() -> answers.page(body, this::detail));
            refunds.addAll(page.items());
            more = page.hasMore() && !page.items().isEmpty();
            if (more) {
                params.setStartingAfter(page.items().getLast().id());
            }
        }
        return refunds;
    }

    @Override
    public RefundDetail make(NewRefund refund) {
        RefundCreateParams params = RefundCreateParams.builder()
                .setPaymentIntent(refund.paymentId())
                .setAmount(refund.pence())
                .putMetadata(RefundDetail.OPERATION_KEY, refund.operationKey())
                .putMetadata(Payment.ORDER_ID, Long.toString(refund.orderId()))
                .build();
        return create(() -> stripe.refunds().create(params, writing(refund.idempotencyKey())), this::detail);
    }

    private RefundDetail detail(JsonNode node) {
        return new RefundDetail(
                answers.refund(node),
                node.path("status").asText("unknown"),
                Optional.ofNullable(node.path("failure_reason").asText(null)));
    }
}
