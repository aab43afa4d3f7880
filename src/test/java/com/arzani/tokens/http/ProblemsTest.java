package com.arzani.tokens.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.problem.Conflict;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.TokenProblem;
import com.arzani.tokens.problem.Unavailable;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProblemsTest {
    private final Problems problems = new Problems(new Wording() {
        @Override
        public String of(TokenProblem problem) {
            return "sentence of " + problem.key();
        }

        @Override
        public Optional<String> text(String key) {
            return Optional.empty();
        }
    });

    private String body(TokenProblem problem) {
        return new String(problems.answer(problem, "r1").body(), StandardCharsets.UTF_8);
    }

    @Test
    void whatIsWrongBehindTheServiceIsNotToldToCustomers() {
        for (TokenProblem inside : new TokenProblem[] {
            new Rejected("stripe_key_refused", "sk_test_x"),
            new Rejected("checkout_answer_malformed"),
            new Unavailable("database_full"),
            new Unavailable("stripe_away")
        }) {
            assertThat(Problems.status(inside)).isEqualTo(503);
            assertThat(body(inside)).contains("service_away").doesNotContain(inside.key(), "sk_test");
            assertThat(problems.answer(inside, "r1").headers()).containsKey("Retry-After");
        }
        assertThat(body(new Rejected("not_permitted")))
                .as("our own login lacks a right: a defect of ours")
                .contains("request_failed")
                .doesNotContain("not_permitted");
    }

    @Test
    void eachKindHasItsStatus() {
        assertThat(Problems.status(new Rejected("field_missing", "a"))).isEqualTo(400);
        assertThat(Problems.status(new Rejected("user_blocked"))).isEqualTo(403);
        assertThat(Problems.status(new Rejected("purchase_refused"))).isEqualTo(403);
        assertThat(Problems.status(new Conflict("anything"))).isEqualTo(409);
        assertThat(Problems.status(new Unavailable("anything"))).isEqualTo(503);
    }
}
