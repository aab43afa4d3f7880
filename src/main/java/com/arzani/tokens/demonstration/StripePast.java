package com.arzani.tokens.demonstration;

import com.arzani.tokens.payments.simulator.PastPayments;
import com.arzani.tokens.payments.simulator.PastPayouts;
import com.arzani.tokens.payments.simulator.SimulatorRow;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// Stripe's side of the most recent sales, in bounded memory, and of the packages.
final class StripePast {
    private static final int SALES_MOST = 20_000;
    private static final int SALES_IN_CHUNK = 2_000;

    private final Deque<PastSale> sales = new ArrayDeque<>();
    private final PastPayouts payouts;

    /// @param end the last moment of the past, in microseconds
    StripePast(long end) {
        this.payouts = new PastPayouts(Times.instant(end));
    }

    PastSale add(PastSale sale) {
        sales.addLast(sale);
        if (sales.size() > SALES_MOST) {
            sales.removeFirst();
        }
        return sale;
    }

    /// Older rows first: their order settles Stripe's lists within a second.
    void write(Rows rows, PackageHistory packages) {
        packages.edits().forEach(edit -> offer(edit, packages.isNewest(edit), rows));
        int written = 0;
        for (PastSale sale : sales) {
            write(sale, rows);
            if (++written % SALES_IN_CHUNK == 0) {
                rows.passOn();
            }
        }
        payouts.rows().forEach(row -> row(row, rows));
    }

    /// As the catalogue says, but for what was forgotten at Stripe: the name of a package whose bonus grew, and the
    /// summer
    /// offer, which is over.
    private static void offer(PackageHistory.Edit edit, boolean newest, Rows rows) {
        PackageVersion version = edit.version();
        int id = version.packageId();
        long created = edit.at() / Times.SECOND;
        String product = "prod_arzani" + id;
        if (edit.number() == 1) {
            String name = PackageHistory.name(id).replace("65 Tokens", "60 Tokens");
            String state = "{\"name\":\"" + name + "\",\"description\":\"" + PackageHistory.description(id)
                    + "\",\"metadata\":{\"package_id\":\"" + id + "\"}}";
            row(new SimulatorRow(product, "product", created, null, state), rows);
        }
        String price = product.replace("prod", "price") + "v" + edit.number();
        String state = "{\"unit_amount\":" + version.pence() + ",\"currency\":\"gbp\",\"product\":\"" + product
                + "\",\"active\":" + newest + ",\"metadata\":{\"package_id\":\"" + id + "\",\"package_version\":\""
                + edit.number() + "\"}}";
        row(new SimulatorRow(price, "price", created, product, state), rows);
    }

    private void write(PastSale sale, Rows rows) {
        Instant at = Times.instant(sale.at);
        if (!sale.paid) {
            rowsOf(PastPayments.failed(sale.suffix, sale.orderId, sale.pence, at), rows);
            return;
        }
        boolean disputed = sale.disputeStatus != null;
        rowsOf(
                PastPayments.paid(
                        new PastPayments.Paid(sale.suffix, sale.orderId, sale.pence, at, sale.refunded(), disputed)),
                rows);
        int number = 0;
        for (PastSale.Refund refund : sale.refunds) {
            rowsOf(PastPayments.refund(sale.suffix, ++number, refund.pence(), Times.instant(refund.at())), rows);
        }
        if (disputed) {
            rowsOf(
                    PastPayments.dispute(sale.suffix, sale.pence, sale.disputeStatus, Times.instant(sale.disputedAt)),
                    rows);
        }
    }

    private void rowsOf(List<SimulatorRow> made, Rows rows) {
        made.forEach(row -> row(payouts.paidOut(row), rows));
    }

    private static void row(SimulatorRow row, Rows rows) {
        rows.into(Table.STRIPE)
                .text(row.id())
                .text(row.object())
                .number(row.created())
                .text(row.parent())
                .text(row.label())
                .numberOrNone(row.due())
                .text(row.state())
                .end();
    }
}
