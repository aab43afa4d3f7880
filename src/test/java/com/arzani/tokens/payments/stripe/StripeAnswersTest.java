package com.arzani.tokens.payments.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.payments.PaymentStatus;
import com.arzani.tokens.payments.StripeSchemas;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StripeAnswersTest {
    private final StripeAnswers answers = new StripeAnswers();
    private final ObjectNode payment =
            new StripeSchemas().fixture("payment_intent").deepCopy();

    @ParameterizedTest
    @ValueSource(strings = {"12345678901234567890", "100.5", "\"100\"", "1e3", "null", "true"})
    void anAmountThatIsNoWholeNumberIsNotBelieved(String amount) {
        String body = payment.toString().replace("\"amount\":1099", "\"amount\":" + amount);
        assertThatThrownBy(() -> answers.payment(answers.tree(body)))
                .isInstanceOf(StripeAnswers.UnreadableAnswer.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "{\"object\":\"list\"}", "{\"data\":[]}", "[]"})
    void aListThatIsNoneIsNotBelieved(String body) {
        assertThatThrownBy(() -> answers.page(body, answers::payment))
                .isInstanceOf(StripeAnswers.UnreadableAnswer.class);
    }

    @Test
    void f27_anUnheardOfStatusAndFieldAreBorne() {
        payment.put("status", "levitating").put("aura", "green");
        assertThat(answers.payment(payment).status()).isEqualTo(PaymentStatus.UNKNOWN);
    }

    @Test
    void stripesOwnExamplesAreRead() {
        StripeSchemas schemas = new StripeSchemas();
        assertThat(answers.payment(payment).amount().pence()).isEqualTo(1099);
        assertThat(answers.refund(schemas.fixture("refund")).amount().currency())
                .isEqualTo("USD");
        assertThat(answers.session(schemas.fixture("checkout.session")).settled())
                .isFalse();
    }
}
