package com.arzani.tokens.payments.stripe;

import com.arzani.tokens.payments.DisputeDetail;
import com.arzani.tokens.payments.StripeDisputes;
import com.stripe.param.DisputeUpdateParams;
import com.stripe.param.DisputeUpdateParams.Evidence;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/// Disputes through Stripe's own Java library. Safe for many threads.
public final class StripeJavaDisputes extends StripeConnection implements StripeDisputes {
    /// The text fields that we send; Stripe knows more, for goods that are shipped and for files.
    private static final Map<String, BiFunction<Evidence.Builder, String, Evidence.Builder>> FIELDS = Map.of(
            "access_activity_log", Evidence.Builder::setAccessActivityLog,
            "customer_name", Evidence.Builder::setCustomerName,
            "product_description", Evidence.Builder::setProductDescription,
            "refund_refusal_explanation", Evidence.Builder::setRefundRefusalExplanation,
            "service_date", Evidence.Builder::setServiceDate,
            "uncategorized_text", Evidence.Builder::setUncategorizedText);

    /// @param address where Stripe is, asked before each call; empty for the real Stripe
    public StripeJavaDisputes(String secretKey, Supplier<Optional<URI>> address, int requestsPerSecond) {
        super(secretKey, address, requestsPerSecond, Time.SYSTEM);
    }

    @Override
    public Optional<DisputeDetail> dispute(String id) {
        return find(() -> stripe.disputes().retrieve(id, reading()), DisputeAnswers::detail);
    }

    @Override
    public DisputeDetail submitEvidence(String operationKey, String id, Map<String, String> texts) {
        Evidence.Builder evidence = Evidence.builder();
        texts.forEach((field, text) -> {
            if (!FIELDS.containsKey(field)) {
                throw new IllegalArgumentException("no text field of ours: " + field);
            }
            FIELDS.get(field).apply(evidence, text);
        });
        DisputeUpdateParams params = DisputeUpdateParams.builder()
                .setEvidence(evidence.build())
                .setSubmit(true)
                .putMetadata("operation_key", operationKey)
                .build();
        return create(() -> stripe.disputes().update(id, params, writing(operationKey)), DisputeAnswers::detail);
    }

    @Override
    public DisputeDetail accept(String operationKey, String id) {
        return create(() -> stripe.disputes().close(id, writing(operationKey)), DisputeAnswers::detail);
    }
}
