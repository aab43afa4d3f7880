package com.arzani.tokens.reconciliation;

/// What the report asks the database.
final class ReportSql {
    static final String ENTRIES = """
            SELECT CASE WHEN created_at < ? THEN 'opening' ELSE transaction_type END, sum(tokens_amount * direction)::bigint
            FROM token_transactions WHERE created_at < ? GROUP BY 1 ORDER BY 1
            """;
    /// Backwards from the wallets as they stand: another way to the same number.
    static final String WALLETS = """
            SELECT (SELECT coalesce(sum(token_balance - tokens_owed), 0) FROM user_tokens)
                 - (SELECT coalesce(sum(tokens_amount * direction), 0) FROM token_transactions WHERE created_at >= ?)
            """;
    static final String MOVEMENTS = """
            SELECT currency, CASE WHEN created < ? THEN 'opening' ELSE category END,
                   sum(CASE WHEN created < ? THEN net_pence ELSE amount_pence END)::bigint,
                   sum(CASE WHEN created < ? THEN 0 ELSE fee_pence END)::bigint
            FROM stripe_movements WHERE created < ? GROUP BY 1, 2 ORDER BY 1, 2
            """;
    static final String BALANCES = """
            SELECT b.currency, b.pence, b.read_at, coalesce((SELECT sum(net_pence) FROM stripe_movements m
                WHERE m.currency = b.currency), 0)::bigint
            FROM stripe_balances b ORDER BY 1
            """;
    static final String COMPARED = """
            SELECT currency, sum(stripe_pence)::bigint, sum(ledger_pence)::bigint, sum(tokens_due)::bigint,
                   sum(tokens_booked)::bigint
            FROM reconciliation_items WHERE created >= ? AND created < ? GROUP BY 1 ORDER BY 1
            """;
    static final String EXPLAINED = """
            SELECT i.currency, e.key, sum((e.value ->> 0)::bigint)::bigint, sum((e.value ->> 1)::bigint)::bigint
            FROM reconciliation_items i, jsonb_each(i.explained) e
            WHERE i.created >= ? AND i.created < ? GROUP BY 1, 2 ORDER BY 1, 2
            """;
    static final String PAYOUTS = """
            SELECT id, created, status, currency, amount_pence, items_net_pence, itemised FROM stripe_payouts
            WHERE created >= ? AND created < ? ORDER BY created DESC, id DESC LIMIT ?
            """;
    static final String ITEMS = """
            SELECT payment_id, created, currency, stripe_pence, ledger_pence, tokens_due, tokens_booked, explained::text,
                   (SELECT coalesce(sum((value ->> 0)::bigint), 0) FROM jsonb_each(explained)) AS pence,
                   (SELECT coalesce(sum((value ->> 1)::bigint), 0) FROM jsonb_each(explained)) AS tokens,
                   (SELECT string_agg(key, ' ' ORDER BY key) FROM jsonb_each(explained)) AS why
            FROM reconciliation_items
            WHERE created >= ? AND created < ? AND (created, payment_id) > (?, ?)
              AND (NOT ? OR stripe_pence <> ledger_pence OR tokens_due <> tokens_booked)
            ORDER BY created, payment_id LIMIT ?
            """;

    private ReportSql() {}
}
