package com.arzani.tokens.payments.stripe;

import com.arzani.tokens.payments.Amount;
import com.arzani.tokens.payments.CheckoutSession;
import com.arzani.tokens.payments.NewCheckout;
import com.arzani.tokens.payments.Page;
import com.arzani.tokens.payments.Payment;
import com.arzani.tokens.payments.Refund;
import com.arzani.tokens.payments.StripeGateway;
import com.arzani.tokens.payments.WebhookEndpoint;
import com.arzani.tokens.payments.Window;
import com.stripe.param.PaymentIntentListParams;
import com.stripe.param.PaymentIntentRetrieveParams;
import com.stripe.param.PriceCreateParams;
import com.stripe.param.ProductCreateParams;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;
import com.stripe.param.WebhookEndpointListParams;
import com.stripe.param.WebhookEndpointUpdateParams;
import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.checkout.SessionListParams;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/// Stripe through its own Java library, at a bounded pace. One instance a purpose: reconciliation has its own pace, so
/// that it never slows crediting. Safe for many threads.
public final class StripeJavaGateway extends StripeConnection implements StripeGateway {
    /// Requests a second that reconciliation may send.
    public static final int RECONCILIATION_PER_SECOND = 10;

    /// Requests a second that crediting by events may send (ruling 27); Stripe itself allows about 100.
    public static final int CREDITING_PER_SECOND = 50;

    private static final String CHARGE = "latest_charge.balance_transaction";

    /// @param address where Stripe is, asked before each call: the simulator may move; empty for the real Stripe
    public StripeJavaGateway(String secretKey, Supplier<Optional<URI>> address, int requestsPerSecond) {
        this(secretKey, address, requestsPerSecond, Time.SYSTEM);
    }

    StripeJavaGateway(String secretKey, Supplier<Optional<URI>> address, int requestsPerSecond, Time time) {
        super(secretKey, address, requestsPerSecond, time);
    }

    @Override
    public Page<Payment> payments(Window created, Optional<String> startingAfter) {
        PaymentIntentListParams.Builder params = PaymentIntentListParams.builder()
                .setCreated(PaymentIntentListParams.Created.builder()
                        .setGte(created.from().getEpochSecond())
                        .setLt(created.to().getEpochSecond())
                        .build())
                .addExpand("data." + CHARGE)
                .setLimit((long) Page.ITEMS_MAX);
        startingAfter.ifPresent(params::setStartingAfter);
        String body = send(() -> stripe.paymentIntents().list(params.build(), reading()));
        return read(() -> answers.page(body, answers::payment));
    }

    @Override
    public Page<Refund> refunds(Window created, Optional<String> startingAfter) {
        RefundListParams.Builder params = RefundListParams.builder()
                .setCreated(RefundListParams.Created.builder()
                        .setGte(created.from().getEpochSecond())
                        .setLt(created.to().getEpochSecond())
                        .build())
                .setLimit((long) Page.ITEMS_MAX);
        startingAfter.ifPresent(params::setStartingAfter);
        String body = send(() -> stripe.refunds().list(params.build(), reading()));
        return read(() -> answers.page(body, answers::refund));
    }

    @Override
    public Optional<Payment> payment(String id) {
        PaymentIntentRetrieveParams params =
                PaymentIntentRetrieveParams.builder().addExpand(CHARGE).build();
        return find(() -> stripe.paymentIntents().retrieve(id, params, reading()), answers::payment);
    }

    @Override
    public Optional<CheckoutSession> checkoutSession(String id) {
        return find(() -> stripe.checkout().sessions().retrieve(id, reading()), answers::session);
    }

    @Override
    public Optional<CheckoutSession> checkoutSessionOf(String paymentId) {
        SessionListParams params = SessionListParams.builder()
                .setPaymentIntent(paymentId)
                .setLimit(1L)
                .build();
        String body = send(() -> stripe.checkout().sessions().list(params, reading()));
        return read(() -> answers.page(body, answers::session)).items().stream().findFirst();
    }

    @Override
    public String createProduct(String operationKey, String name) {
        ProductCreateParams params = ProductCreateParams.builder().setName(name).build();
        return create(() -> stripe.products().create(params, writing(operationKey)), answers::id);
    }

    @Override
    public String createPrice(String operationKey, String productId, Amount amount) {
        PriceCreateParams params = PriceCreateParams.builder()
                .setProduct(productId)
                .setUnitAmount(amount.pence())
                .setCurrency(amount.currency().toLowerCase(Locale.ROOT))
                .build();
        return create(() -> stripe.prices().create(params, writing(operationKey)), answers::id);
    }

    @Override
    public CheckoutSession createCheckout(String operationKey, NewCheckout checkout) {
        String order = Long.toString(checkout.orderId());
        String user = Long.toString(checkout.userId());
        SessionCreateParams.Builder params = SessionCreateParams.builder()
                .setMode(SessionCreateParams.Mode.PAYMENT)
                .addLineItem(line(checkout.item()))
                .setClientReferenceId(user)
                // A session's metadata is not copied to its payment, and reconciliation starts from payments.
                .putMetadata(Payment.ORDER_ID, order)
                .putMetadata(Payment.USER_ID, user)
                .setPaymentIntentData(SessionCreateParams.PaymentIntentData.builder()
                        .putMetadata(Payment.ORDER_ID, order)
                        .putMetadata(Payment.USER_ID, user)
                        .build())
                .setSuccessUrl(checkout.successUrl())
                .setCancelUrl(checkout.cancelUrl());
        checkout.expiresAt().ifPresent(moment -> params.setExpiresAt(moment.getEpochSecond()));
        return create(
                () -> stripe.checkout().sessions().create(params.build(), writing(operationKey)), answers::session);
    }

    private static SessionCreateParams.LineItem line(NewCheckout.Item item) {
        SessionCreateParams.LineItem.Builder line =
                SessionCreateParams.LineItem.builder().setQuantity(1L);
        if (item instanceof NewCheckout.Priced priced) {
            return line.setPrice(priced.priceId()).build();
        }
        NewCheckout.Named named = (NewCheckout.Named) item;
        return line.setPriceData(SessionCreateParams.LineItem.PriceData.builder()
                        .setCurrency(named.amount().currency().toLowerCase(Locale.ROOT))
                        .setUnitAmount(named.amount().pence())
                        .setProductData(SessionCreateParams.LineItem.PriceData.ProductData.builder()
                                .setName(named.name())
                                .build())
                        .build())
                .build();
    }

    @Override
    public Page<CheckoutSession> checkoutSessions(Window created, Optional<String> startingAfter) {
        SessionListParams.Builder params = SessionListParams.builder()
                .setCreated(SessionListParams.Created.builder()
                        .setGte(created.from().getEpochSecond())
                        .setLt(created.to().getEpochSecond())
                        .build())
                .setLimit((long) Page.ITEMS_MAX);
        startingAfter.ifPresent(params::setStartingAfter);
        String body = send(() -> stripe.checkout().sessions().list(params.build(), reading()));
        return read(() -> answers.page(body, answers::session));
    }

    @Override
    public CheckoutSession expireCheckout(String operationKey, String sessionId) {
        return create(() -> stripe.checkout().sessions().expire(sessionId, writing(operationKey)), answers::session);
    }

    @Override
    public Refund refund(String operationKey, String paymentId, long pence) {
        RefundCreateParams params = RefundCreateParams.builder()
                .setPaymentIntent(paymentId)
                .setAmount(pence)
                .putMetadata("operation_key", operationKey)
                .build();
        return create(() -> stripe.refunds().create(params, writing(operationKey)), answers::refund);
    }

    @Override
    public List<WebhookEndpoint> webhookEndpoints() {
        WebhookEndpointListParams params = WebhookEndpointListParams.builder()
                .setLimit((long) Page.ITEMS_MAX)
                .build();
        String body = send(() -> stripe.webhookEndpoints().list(params, reading()));
        return read(() -> answers.page(body, answers::webhookEndpoint)).items();
    }

    @Override
    public void moveWebhookEndpoint(String operationKey, String id, String url) {
        WebhookEndpointUpdateParams params =
                WebhookEndpointUpdateParams.builder().setUrl(url).build();
        send(() -> stripe.webhookEndpoints().update(id, params, writing(operationKey)));
    }
}
