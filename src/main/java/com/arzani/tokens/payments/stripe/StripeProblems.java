package com.arzani.tokens.payments.stripe;

import com.arzani.tokens.problem.Conflict;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.TokenProblem;
import com.arzani.tokens.problem.Unavailable;
import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.AuthenticationException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.PermissionException;
import com.stripe.exception.RateLimitException;
import com.stripe.exception.StripeException;

/// Stripe's failures in our words. The SDK's text stays in the cause, for the log alone.
final class StripeProblems {
    private static final int NOT_FOUND = 404;
    private static final int SERVER_ERROR = 500;
    private static final int CONFLICT = 409;

    private StripeProblems() {}

    static boolean notFound(StripeException failure) {
        return failure.getStatusCode() != null && failure.getStatusCode() == NOT_FOUND;
    }

    static TokenProblem problem(StripeException failure) {
        if (failure instanceof AuthenticationException || failure instanceof PermissionException) {
            return new Rejected(failure, "stripe_key_refused");
        }
        if (failure instanceof RateLimitException) {
            return new Unavailable(failure, "stripe_busy");
        }
        if (failure instanceof ApiConnectionException || failure.getStatusCode() == null) {
            return new Unavailable(failure, "stripe_away");
        }
        if (failure instanceof IdempotencyException) {
            return new Conflict(failure, "stripe_key_reused");
        }
        int status = failure.getStatusCode();
        if (status == CONFLICT) {
            return new Unavailable(failure, "stripe_busy");
        }
        if (status == SERVER_ERROR && failure.getStripeError() != null) {
            // Stripe's own word and no proxy's: it keeps the failure under the key and gives it again.
            return new Unavailable(failure, "stripe_failed");
        }
        if (status >= SERVER_ERROR) {
            return new Unavailable(failure, "stripe_away");
        }
        // An answer of 2xx that is no JSON arrives as a failure too: a proxy's page, a body cut short.
        return status < 400 ? new Unavailable(failure, "stripe_unreadable") : refused(failure);
    }

    private static Rejected refused(StripeException failure) {
        String code = failure.getCode() == null ? "" : failure.getCode();
        return switch (code) {
            case "charge_already_refunded" -> new Rejected(failure, "stripe_already_refunded");
            case "charge_disputed" -> new Rejected(failure, "stripe_disputed");
            case "resource_missing" -> new Rejected(failure, "stripe_unknown");
            default -> new Rejected(failure, "stripe_refused");
        };
    }
}
