package com.arzani.tokens.screens.purchases;

import com.arzani.tokens.approval.Approvals;
import com.arzani.tokens.insight.PurchaseExport;
import com.arzani.tokens.ledger.LedgerService;
import com.arzani.tokens.payments.outbox.Outbox;
import com.arzani.tokens.payments.purchases.PurchaseDesk;
import com.arzani.tokens.payments.refunds.RefundDesk;
import java.util.function.Supplier;

/// What the screen works with.
public record PurchaseServices(
        PurchaseLists lists, RefundDesk refunds, Outbox outbox, Asking asking, LedgerService ledger, May may) {
    PurchaseDesk desk() {
        return lists.desk();
    }

    /// Orders on the screen, and as a file.
    public record PurchaseLists(PurchaseDesk desk, PurchaseExport export) {}

    /// @param keys makes operation keys
    public record Asking(Approvals approvals, Supplier<String> keys) {}

    /// What the operator's role may; the database checks it again.
    ///
    /// @param refund has refunds made, within limits
    /// @param ask asks another person for one
    /// @param retry has a parked one sent again
    public record May(boolean refund, boolean ask, boolean retry) {}
}
