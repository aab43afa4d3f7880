package com.arzani.tokens.screens.transactions;

import com.arzani.tokens.ledger.LedgerEntry;
import com.arzani.tokens.ledger.LedgerService;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.QuickFind;
import com.arzani.tokens.ui.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Entries for the Ctrl+K field: by entry id (`42` or `#42`), operation key, Stripe's payment or checkout session.
public final class TransactionFinder implements QuickFind {
    private static final Pattern ENTRY_ID = Pattern.compile("#?([0-9]{1,18})");
    private static final Pattern PAYMENT = Pattern.compile("pi_[A-Za-z0-9_]{1,252}");
    private static final Pattern SESSION = Pattern.compile("cs_[A-Za-z0-9_]{1,189}");
    /// UUIDs and the named keys of the product; shorter or spaced text is somebody's name.
    private static final Pattern KEY = Pattern.compile("[0-9a-fA-F-]{36}|[a-z_]+:[!-~]{1,190}");

    private final LedgerService ledger;
    private final Texts texts;

    public TransactionFinder(LedgerService ledger, Texts texts) {
        this.ledger = ledger;
        this.texts = texts;
    }

    @Override
    public List<Hit> find(String text, int rowsMax) {
        String sought = text.strip();
        List<Hit> hits = new ArrayList<>();
        var id = ENTRY_ID.matcher(sought);
        if (id.matches()) {
            // A bare number is more often a customer, so only the sharp makes the entry the answer to Enter.
            ledger.entry(Long.parseLong(id.group(1))).ifPresent(entry -> hits.add(hit(entry, sought.startsWith("#"))));
        } else if (PAYMENT.matcher(sought).matches()) {
            hits.add(payment(sought));
        } else if (SESSION.matcher(sought).matches()) {
            ledger.entries("stripe:" + sought).forEach(entry -> hits.add(hit(entry, true)));
        } else if (KEY.matcher(sought).matches()) {
            ledger.entries(sought).forEach(entry -> hits.add(hit(entry, true)));
        }
        return hits.stream().limit(rowsMax).toList();
    }

    private Hit hit(LedgerEntry entry, boolean exact) {
        return new Hit(
                "fth-list",
                texts.get(
                        "transactions.hit",
                        Long.toString(entry.id()),
                        texts.get("ledger.type." + entry.type().code())),
                texts.get("transactions.hit.detail", entry.delta(), Long.toString(entry.userId())),
                Places.entry(entry.id()),
                exact);
    }

    private Hit payment(String paymentIntentId) {
        return new Hit(
                "fth-credit-card",
                paymentIntentId,
                texts.get("transactions.hit.payment"),
                Places.transactionsOfPayment(paymentIntentId),
                true);
    }
}
