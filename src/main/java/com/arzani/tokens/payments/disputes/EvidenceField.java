package com.arzani.tokens.payments.disputes;

import java.util.Locale;

/// The text fields of evidence that we fill; Stripe knows more, for goods that are shipped and for files.
public enum EvidenceField {
    PRODUCT_DESCRIPTION,
    CUSTOMER_NAME,
    SERVICE_DATE,
    ACCESS_ACTIVITY_LOG,
    REFUND_REFUSAL_EXPLANATION,
    UNCATEGORIZED_TEXT;

    /// Characters of one text, as the database takes them.
    public static final int LENGTH_MAX = 20_000;

    /// Stripe's name of it.
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
