package com.arzani.tokens.demonstration;

/// An order as it was frozen when its checkout was made.
///
/// @param suffix what follows `pi_` and `cs_test_` in Stripe's ids
record Sale(long orderId, int userId, PackageVersion sold, String suffix) {
    String paymentId() {
        return "pi_" + suffix;
    }

    String sessionId() {
        return "cs_test_" + suffix;
    }

    long allTokens() {
        return sold.tokens() + sold.bonus();
    }
}
