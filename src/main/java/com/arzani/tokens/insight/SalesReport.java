package com.arzani.tokens.insight;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// The answer, all of one moment.
///
/// @param asOf until when committed sales are in it
/// @param packages names of packages by id, as they are called now
/// @param currencies those in which anything was ever sold
public record SalesReport(
        SalesQuestion question,
        Side now,
        Side before,
        Targets targets,
        Instant asOf,
        Map<String, String> packages,
        List<String> currencies) {
    /// One of the two spans that are compared.
    ///
    /// @param periods all periods of the span in order, also those without a sale
    /// @param values what the breakdown has, the largest gross first; empty without one
    public record Side(SalesSpan span, SalesFigures total, List<Period> periods, List<Value> values) {}

    /// @param values by value of the breakdown; what nothing was sold of is missing
    public record Period(SalesSpan span, SalesFigures total, Map<String, SalesFigures> values) {}

    public record Value(String value, SalesFigures total) {}

    /// By the month, in pence; of pounds alone.
    public record Targets(OptionalLong monthlySalesPence, OptionalLong arpuPence) {}
}
