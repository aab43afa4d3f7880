package com.arzani.tokens.screens.sales;

import com.arzani.tokens.insight.SalesFigures;
import com.arzani.tokens.insight.SalesReport;
import java.util.OptionalLong;
import java.util.function.Function;

/// The headline figures, each of which the chart can show.
enum SalesMeasure {
    GROSS(true, true, "purchase", figures -> OptionalLong.of(figures.grossPence())),
    REFUNDS(true, true, "refund", figures -> OptionalLong.of(figures.refundsPence())),
    DISPUTES(true, true, "dispute", figures -> OptionalLong.of(figures.disputesPence())),
    FEES(true, true, "purchase", figures -> OptionalLong.of(figures.feesPence())),
    NET(true, true, "purchase", figures -> OptionalLong.of(figures.netPence())),
    PURCHASES(false, true, "purchase", figures -> OptionalLong.of(figures.purchases())),
    BUYERS(false, false, "purchase", figures -> OptionalLong.of(figures.buyers())),
    ARPU(true, false, "purchase", SalesFigures::arpuPence);

    private final boolean money;
    private final boolean summed;
    private final String entries;
    private final Function<SalesFigures, OptionalLong> value;

    SalesMeasure(boolean money, boolean summed, String entries, Function<SalesFigures, OptionalLong> value) {
        this.money = money;
        this.summed = summed;
        this.entries = entries;
        this.value = value;
    }

    boolean isMoney() {
        return money;
    }

    /// Whether periods and parts add up to the whole.
    boolean isSummed() {
        return summed;
    }

    /// The type of the ledger's entries behind it.
    String entries() {
        return entries;
    }

    OptionalLong of(SalesFigures figures) {
        return value.apply(figures);
    }

    /// A month's target, if it has one.
    OptionalLong target(SalesReport.Targets targets) {
        return this == NET ? targets.monthlySalesPence() : this == ARPU ? targets.arpuPence() : OptionalLong.empty();
    }
}
