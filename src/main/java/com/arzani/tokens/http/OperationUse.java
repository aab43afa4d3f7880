package com.arzani.tokens.http;

import java.time.Duration;

/// Operations with tokens, all of them from a start on: what the average time and the rate of errors are made of.
///
/// @param took all calls' times added up
/// @param consumptions calls that wanted to spend tokens, and were theirs to make
/// @param consumptionErrors those of them that failed for another reason than a short balance or too much haste (ruling
///                          25)
public record OperationUse(long calls, Duration took, long consumptions, long consumptionErrors) {
    static final OperationUse NONE = new OperationUse(0, Duration.ZERO, 0, 0);

    OperationUse with(boolean consumption, int status, Duration another) {
        // Nobody known, nothing theirs and nothing offered to them: those wanted something, but no consumption was
        // begun.
        boolean counted = consumption && status != 401 && status != 403 && status != 404;
        boolean failed = counted && status >= 400 && status != 402 && status != 429;
        return new OperationUse(
                calls + 1, took.plus(another), consumptions + (counted ? 1 : 0), consumptionErrors + (failed ? 1 : 0));
    }

    public OperationUse since(OperationUse earlier) {
        return new OperationUse(
                calls - earlier.calls,
                took.minus(earlier.took),
                consumptions - earlier.consumptions,
                consumptionErrors - earlier.consumptionErrors);
    }
}
