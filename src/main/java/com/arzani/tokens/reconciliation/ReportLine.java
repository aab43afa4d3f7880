package com.arzani.tokens.reconciliation;

import java.time.Instant;

/// One line of the report. Numbers that do not belong to it are null; money is in the currency's smallest unit.
///
/// @param unit `tokens`, or a currency
/// @param name of the line: opening, a movement, closing, a class, or Stripe's id
/// @param stripe Stripe's side; of a movement, what moved
/// @param ours our side
/// @param explained what of the difference findings and labels explain
/// @param why what explains it
public record ReportLine(
        Section section, String unit, String name, Instant at, Long stripe, Long ours, Long explained, String why) {
    public enum Section {
        /// The ledger's own tokens: opening, movements, closing, and the wallets beside it.
        TOKENS,
        /// Money on the balance at Stripe: opening, movements, fees, payouts, closing, and Stripe's own word beside it.
        BALANCE,
        /// Payments of the window on both sides, and what explains that they differ.
        COMPARED,
        PAYOUT,
        /// One payment.
        ITEM
    }

    static ReportLine one(Section section, String unit, String name, long amount) {
        boolean tokens = section == Section.TOKENS;
        return new ReportLine(section, unit, name, null, tokens ? null : amount, tokens ? amount : null, null, "");
    }

    /// Stripe's side less ours; null where there are no two sides.
    public Long difference() {
        return stripe == null || ours == null ? null : Math.subtractExact(stripe, ours);
    }

    /// What of the difference nothing explains; null where nothing is explained.
    public Long unexplained() {
        return explained == null || difference() == null ? null : Math.subtractExact(difference(), explained);
    }
}
