package com.arzani.tokens.payments;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StripeSchemasTest {
    private final StripeSchemas schemas = new StripeSchemas();

    @Test
    void aBrokenAnswerIsFound() {
        ObjectNode refund = schemas.fixture("refund").deepCopy();
        refund.put("amount", "100");
        assertThat(schemas.answerFaults(refund)).isNotEmpty();
        refund.put("amount", 100).put("bogus", 1);
        assertThat(schemas.answerFaults(refund)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "product",
                "price",
                "checkout.session",
                "item",
                "payment_intent",
                "charge",
                "refund",
                "dispute",
                "balance_transaction"
            })
    void stripesOwnExamplesPass(String object) {
        assertThat(schemas.answerFaults(schemas.fixture(object))).isEmpty();
    }

    @Test
    void anUnknownParameterIsFound() {
        assertThat(schemas.requestFaults("POST", "/v1/refunds", "amount=5&bogus=1"))
                .isNotEmpty();
        assertThat(schemas.requestFaults("POST", "/v1/refunds", "amount=five")).isNotEmpty();
        assertThat(schemas.requestFaults("GET", "/v1/unheard_of", "")).isNotEmpty();
    }

    @Test
    void aNestedFormIsRead() {
        assertThat(schemas.requestFaults(
                        "POST",
                        "/v1/checkout/sessions",
                        "mode=payment&line_items[0][price]=price_1&line_items[0][quantity]=1&metadata[order_id]=7"))
                .isEmpty();
        assertThat(schemas.requestFaults(
                        "GET", "/v1/payment_intents", "created[gte]=1&limit=100&expand[0]=data.latest_charge"))
                .isEmpty();
    }
}
