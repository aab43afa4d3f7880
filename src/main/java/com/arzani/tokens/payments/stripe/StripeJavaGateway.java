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
import com.arzani.tokens.problem.Unavailable;
import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.StripeObject;
import com.stripe.net.RequestOptions;
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
import com.stripe.service.V1Services;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;

/// Stripe through its own Java library, at a bounded pace. One instance a purpose: reconciliation has its own pace, so
/// that it never slows crediting. Safe for many threads.
public final class StripeJavaGateway implements StripeGateway {
    /// Requests a second that reconciliation may send.
    public static final int RECONCILIATION_PER_SECOND = 10;

    /// Requests a second that crediting by events may send (ruling 27); Stripe itself allows about 100.
    public static final int CREDITING_PER_SECOND = 50;

    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;
    private static final int READ_TIMEOUT_MILLIS = 15_000;
    private static final String CHARGE = "latest_charge.balance_transaction";

    private final StripeAnswers answers = new StripeAnswers();
    private final V1Services stripe;
    private final Supplier<Optional<URI>> address;

    /// @param address where Stripe is, asked before each call: the simulator may move; empty for the real Stripe
    public StripeJavaGateway(String secretKey, Supplier<Optional<URI>> address, int requestsPerSecond) {
        this(secretKey, address, requestsPerSecond, Time.SYSTEM);
    }

    StripeJavaGateway(String secretKey, Supplier<Optional<URI>> address, int requestsPerSecond, Time time) {
        this.address = address;
        this.stripe = new StripeClient.StripeClientBuilder()
                .setApiKey(secretKey)
                .setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
                .setReadTimeout(READ_TIMEOUT_MILLIS)
                .setMaxNetworkRetries(0)
                .setHttpClient(
                        new SteadyHttpClient(new Pace(requestsPerSecond, time), time, ThreadLocalRandom.current()))
                .build()
                .v1();
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
        SessionCreateParams.Builder params = SessionCreateParams.builder()
                .setMode(SessionCreateParams.Mode.PAYMENT)
                .addLineItem(SessionCreateParams.LineItem.builder()
                        .setPrice(checkout.priceId())
                        .setQuantity(1L)
                        .build())
                .setClientReferenceId(Long.toString(checkout.userId()))
                // A session's metadata is not copied to its payment, and reconciliation starts from payments.
                .putMetadata(Payment.ORDER_ID, order)
                .setPaymentIntentData(SessionCreateParams.PaymentIntentData.builder()
                        .putMetadata(Payment.ORDER_ID, order)
                        .build())
                .setSuccessUrl(checkout.successUrl())
                .setCancelUrl(checkout.cancelUrl());
        checkout.expiresAt().ifPresent(moment -> params.setExpiresAt(moment.getEpochSecond()));
        return create(
                () -> stripe.checkout().sessions().create(params.build(), writing(operationKey)), answers::session);
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

    private RequestOptions reading() {
        return options().build();
    }

    private RequestOptions writing(String operationKey) {
        return options().setIdempotencyKey(operationKey).build();
    }

    private RequestOptions.RequestOptionsBuilder options() {
        RequestOptions.RequestOptionsBuilder options = RequestOptions.builder();
        address.get().ifPresent(place -> options.setBaseUrl(place.toString()));
        return options;
    }

    private <T> T create(Call call, Function<JsonNode, T> reader) {
        String body = send(call);
        return read(() -> reader.apply(answers.tree(body)));
    }

    private <T> Optional<T> find(Call call, Function<JsonNode, T> reader) {
        String body;
        try {
            body = call.send().getLastResponse().body();
        } catch (StripeException failure) {
            if (StripeProblems.notFound(failure)) {
                return Optional.empty();
            }
            throw StripeProblems.problem(failure);
        }
        return Optional.of(read(() -> reader.apply(answers.tree(body))));
    }

    private static String send(Call call) {
        try {
            return call.send().getLastResponse().body();
        } catch (StripeException failure) {
            throw StripeProblems.problem(failure);
        }
    }

    private static <T> T read(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (StripeAnswers.UnreadableAnswer unreadable) {
            throw new Unavailable(unreadable, "stripe_unreadable");
        }
    }

    private interface Call {
        StripeObject send() throws StripeException;
    }
}
