package com.arzani.tokens.payments.stripe;

import com.arzani.tokens.payments.Page;
import com.arzani.tokens.payments.WebhookEndpoint;
import com.arzani.tokens.payments.check.KeyRight;
import com.arzani.tokens.payments.check.StripeInspection;
import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.exception.PermissionException;
import com.stripe.exception.StripeException;
import com.stripe.net.StripeResponse;
import com.stripe.param.BalanceTransactionListParams;
import com.stripe.param.ChargeListParams;
import com.stripe.param.DisputeListParams;
import com.stripe.param.DisputeUpdateParams;
import com.stripe.param.EventListParams;
import com.stripe.param.PaymentIntentListParams;
import com.stripe.param.PayoutListParams;
import com.stripe.param.PriceListParams;
import com.stripe.param.PriceUpdateParams;
import com.stripe.param.ProductListParams;
import com.stripe.param.ProductUpdateParams;
import com.stripe.param.RefundListParams;
import com.stripe.param.RefundUpdateParams;
import com.stripe.param.WebhookEndpointListParams;
import com.stripe.param.checkout.SessionListParams;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/// Looks at an account through Stripe's own library.
public final class StripeJavaInspection extends StripeConnection implements StripeInspection {
    /// No object of Stripe's has such an id.
    private static final String NOBODY = "arzani_check";

    private static final String NAME = "arzani_check";
    private static final String REVIEWED = "2026";

    /// @param address where Stripe is, asked before each call; empty for the real Stripe
    public StripeJavaInspection(String secretKey, Supplier<Optional<URI>> address, int requestsPerSecond) {
        super(secretKey, address, requestsPerSecond, Time.SYSTEM);
    }

    @Override
    public Account account() {
        StripeResponse answer;
        try {
            answer = stripe.balance().retrieve(reading()).getLastResponse();
        } catch (PermissionException denied) {
            // The key is known, but may not read the balance: the right is told apart.
            return new Account(false, Set.of(), Optional.empty());
        } catch (StripeException failure) {
            throw StripeProblems.problem(failure);
        }
        JsonNode balance = read(() -> answers.tree(answer.body()));
        Set<String> currencies = new HashSet<>();
        balance.path("available")
                .forEach(each -> currencies.add(each.path("currency").asText("").toUpperCase(Locale.ROOT)));
        return new Account(
                balance.path("livemode").asBoolean(),
                currencies,
                answer.headers().firstValue("Date").flatMap(StripeJavaInspection::moment));
    }

    private static Optional<Instant> moment(String date) {
        try {
            return Optional.of(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException another) {
            return Optional.empty();
        }
    }

    @Override
    public boolean grants(KeyRight right) {
        try {
            probe(right).send();
            return true;
        } catch (PermissionException denied) {
            return false;
        } catch (StripeException failure) {
            if (StripeProblems.notFound(failure)) {
                return true;
            }
            throw StripeProblems.problem(failure);
        }
    }

    private Call probe(KeyRight right) {
        return switch (right) {
            case CHECKOUT_SESSIONS_READ ->
                () -> stripe.checkout()
                        .sessions()
                        .list(SessionListParams.builder().setLimit(1L).build(), reading());
            case PAYMENT_INTENTS_READ ->
                () -> stripe.paymentIntents()
                        .list(PaymentIntentListParams.builder().setLimit(1L).build(), reading());
            case CHARGES_READ ->
                () -> stripe.charges()
                        .list(ChargeListParams.builder().setLimit(1L).build(), reading());
            case REFUNDS_READ ->
                () -> stripe.refunds()
                        .list(RefundListParams.builder().setLimit(1L).build(), reading());
            case DISPUTES_READ ->
                () -> stripe.disputes()
                        .list(DisputeListParams.builder().setLimit(1L).build(), reading());
            case BALANCE_READ -> () -> stripe.balance().retrieve(reading());
            case BALANCE_TRANSACTIONS_READ ->
                () -> stripe.balanceTransactions()
                        .list(
                                BalanceTransactionListParams.builder()
                                        .setLimit(1L)
                                        .build(),
                                reading());
            case PAYOUTS_READ ->
                () -> stripe.payouts()
                        .list(PayoutListParams.builder().setLimit(1L).build(), reading());
            case EVENTS_READ ->
                () -> stripe.events()
                        .list(EventListParams.builder().setLimit(1L).build(), reading());
            case PRODUCTS_READ ->
                () -> stripe.products()
                        .list(ProductListParams.builder().setLimit(1L).build(), reading());
            case PRICES_READ ->
                () -> stripe.prices()
                        .list(PriceListParams.builder().setLimit(1L).build(), reading());
            case WEBHOOK_ENDPOINTS_READ ->
                () -> stripe.webhookEndpoints()
                        .list(WebhookEndpointListParams.builder().setLimit(1L).build(), reading());
            default -> writingProbe(right);
        };
    }

    private Call writingProbe(KeyRight right) {
        String key = UUID.randomUUID().toString();
        return switch (right) {
            case CHECKOUT_SESSIONS_WRITE -> () -> stripe.checkout().sessions().expire("cs_" + NOBODY, writing(key));
            case REFUNDS_WRITE ->
                () -> stripe.refunds()
                        .update(
                                "re_" + NOBODY,
                                RefundUpdateParams.builder()
                                        .putMetadata(NAME, REVIEWED)
                                        .build(),
                                writing(key));
            case DISPUTES_WRITE ->
                () -> stripe.disputes()
                        .update(
                                "du_" + NOBODY,
                                DisputeUpdateParams.builder()
                                        .putMetadata(NAME, REVIEWED)
                                        .build(),
                                writing(key));
            case PRODUCTS_WRITE ->
                () -> stripe.products()
                        .update(
                                "prod_" + NOBODY,
                                ProductUpdateParams.builder()
                                        .putMetadata(NAME, REVIEWED)
                                        .build(),
                                writing(key));
            case PRICES_WRITE ->
                () -> stripe.prices()
                        .update(
                                "price_" + NOBODY,
                                PriceUpdateParams.builder()
                                        .putMetadata(NAME, REVIEWED)
                                        .build(),
                                writing(key));
            default -> throw new IllegalArgumentException(right.name());
        };
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
    public int undelivered() {
        EventListParams params = EventListParams.builder()
                .setDeliverySuccess(false)
                .setLimit((long) Page.ITEMS_MAX)
                .build();
        String body = send(() -> stripe.events().list(params, reading()));
        return read(() -> answers.page(body, node -> node)).items().size();
    }
}
