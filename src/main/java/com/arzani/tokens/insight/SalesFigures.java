package com.arzani.tokens.insight;

import java.util.OptionalLong;

/// What was sold in a period and what came off it, defined in docs/kpis.md; money in pence of one currency.
///
/// @param purchases credited sales
/// @param unpriced of these, imported ones, whose price nobody knows
/// @param buyers distinct customers: not the sum of parts or periods
/// @param buyerMonths the distinct customers of each month, added up: what ARPU divides by
public record SalesFigures(
        long purchases,
        long unpriced,
        long grossPence,
        long tokens,
        long bonus,
        long refunds,
        long refundsPence,
        long disputes,
        long disputesPence,
        long feesPence,
        long feesKnown,
        long buyers,
        long buyerMonths) {
    public static final SalesFigures NONE = new SalesFigures(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    public long netPence() {
        return Math.subtractExact(
                Math.subtractExact(Math.subtractExact(grossPence, refundsPence), disputesPence), feesPence);
    }

    /// Net by buyer and month, in pence, rounded half up; none without a buyer.
    public OptionalLong arpuPence() {
        return buyerMonths == 0 ? OptionalLong.empty() : OptionalLong.of(ratio(netPence(), buyerMonths));
    }

    /// Gross by purchase of a known price, in pence, rounded half up.
    public OptionalLong averagePence() {
        long priced = purchases - unpriced;
        return priced == 0 ? OptionalLong.empty() : OptionalLong.of(ratio(grossPence, priced));
    }

    /// Sales whose fee nobody has read of Stripe yet.
    public long feesUnknown() {
        return purchases - feesKnown;
    }

    /// Both together; buyers are told apart elsewhere and stay those of this one.
    SalesFigures plus(SalesFigures other) {
        return new SalesFigures(
                Math.addExact(purchases, other.purchases),
                Math.addExact(unpriced, other.unpriced),
                Math.addExact(grossPence, other.grossPence),
                Math.addExact(tokens, other.tokens),
                Math.addExact(bonus, other.bonus),
                Math.addExact(refunds, other.refunds),
                Math.addExact(refundsPence, other.refundsPence),
                Math.addExact(disputes, other.disputes),
                Math.addExact(disputesPence, other.disputesPence),
                Math.addExact(feesPence, other.feesPence),
                Math.addExact(feesKnown, other.feesKnown),
                buyers,
                buyerMonths);
    }

    SalesFigures bought(long newBuyers, long newBuyerMonths) {
        return new SalesFigures(
                purchases,
                unpriced,
                grossPence,
                tokens,
                bonus,
                refunds,
                refundsPence,
                disputes,
                disputesPence,
                feesPence,
                feesKnown,
                newBuyers,
                newBuyerMonths);
    }

    private static long ratio(long dividend, long divisor) {
        return Math.floorDiv(Math.addExact(Math.multiplyExact(dividend, 2L), divisor), Math.multiplyExact(divisor, 2L));
    }
}
