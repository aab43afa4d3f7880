package com.arzani.tokens.checker;

/// An order as it was frozen, waiting to be credited or credited already.
record Order(long id, long user, long tokens, long bonus, long pence) {
    String session() {
        return "cs_test_checker_" + id;
    }

    String paymentIntent() {
        return "pi_checker_" + id;
    }
}
