package com.arzani.tokens.demonstration;

/// What is copied, with the columns in the order of writing. Everything else keeps its default.
enum Table {
    USERS(
            "users",
            "id, email, phone, first_name, last_name, buyer_plan, created_at, token_balance, free_contacts_used,"
                    + " free_contacts_reset_date, freemium_tier"),
    BUSINESSES(
            "businesses",
            "id, user_id, business_name, industry, location, price, created_at, is_boosted, boosted_until, boost_level,"
                    + " boost_tokens_spent, featured_tokens_spent"),
    WALLETS(
            "user_tokens",
            "id, user_id, token_balance, tokens_purchased, tokens_consumed, lifetime_purchased, tokens_owed, wallet_seq,"
                    + " head_hash, last_entry_at, next_expiry_at, created_at, updated_at"),
    ENTRIES(
            "token_transactions",
            "id, user_id, transaction_type, tokens_amount, direction, tokens_owed_delta, balance_after, wallet_seq,"
                    + " operation_key, operation_line, action_type, reference_id, order_id, stripe_payment_intent_id,"
                    + " reverses, reason_code, note, actor, on_behalf_of, client_address, application_name, metadata,"
                    + " entry_hash, created_at"),
    KEYS("token_entry_keys", "entry_id, operation_key, operation_line, user_id, wallet_seq, reverses, created_at"),
    LOTS(
            "token_lots",
            "entry_id, user_id, kind, tokens, remaining, is_open, draw_rank, paid_pence, currency, order_id, expires_at,"
                    + " created_at"),
    DRAWS("token_lot_draws", "entry_id, lot_id, tokens"),
    ORDERS(
            "token_orders",
            "id, operation_key, user_id, package_version_id, token_amount, bonus_tokens, price_pence, status,"
                    + " stripe_checkout_session_id, stripe_payment_intent_id, created_by, created_at, expires_at, paid_at"),
    INQUIRIES(
            "business_inquiries",
            "id, business_id, first_name, last_name, email, phone, message, timeframe, user_email, created_at, user_id,"
                    + " tokens_spent, inquiry_type, contact_attempt_number, entry_id, responded_at,"
                    + " cost_rule"),
    BOOSTS(
            "listing_boosts",
            "id, business_id, user_id, boost_level, starts_at, ends_at, tokens_spent, entry_id, ended_at, ended_entry_id,"
                    + " ended_tokens, created_by, created_at"),
    UNLOCKS(
            "analytics_unlocks",
            "id, business_id, user_id, starts_at, ends_at, tokens_spent, entry_id, revoked_at, revoked_entry_id,"
                    + " revoked_by, revoked_tokens, created_by, created_at"),
    EVENTS("analytics_events", "user_id, event_type, event_data, created_at"),
    STRIPE("simulator.objects", "id, object, created, parent, label, due, state");

    private final String table;
    private final String columns;

    Table(String table, String columns) {
        this.table = table;
        this.columns = columns;
    }

    String table() {
        return table;
    }

    String copyStatement() {
        return "COPY " + table + " (" + columns + ") FROM STDIN";
    }
}
