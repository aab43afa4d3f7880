-- Who may read what and call what; everything else is closed. Nobody has DML on the ledger, orders, packages or settings.
SET LOCAL ROLE tok_owner;

GRANT EXECUTE ON FUNCTION ledger_now()
    TO tokens_support, tokens_finance, tokens_product, tokens_admin, tokens_service, application_user;

GRANT SELECT ON user_tokens, token_transactions, token_entry_keys, token_lots, token_lot_draws, contact_limitations,
    listing_boosts, token_orders, reconciliation_runs, reconciliation_findings
    TO tokens_support, tokens_finance, tokens_admin, tokens_service;
GRANT SELECT ON reason_codes, settings, token_packages, token_package_versions
    TO tokens_support, tokens_finance, tokens_product, tokens_admin, tokens_service;
GRANT SELECT ON token_daily_totals TO tokens_finance, tokens_admin, tokens_service;
GRANT SELECT ON mv_token_analytics, token_rollup_marks TO tokens_finance, tokens_product, tokens_admin, tokens_service;
GRANT SELECT ON audit_log TO tokens_admin;
GRANT SELECT (id, stripe_event_id, event_type, api_version, livemode, object_id, status, attempts, next_attempt_at, cause,
    received_at, processed_at) ON webhook_logs TO tokens_support, tokens_finance, tokens_admin;
GRANT SELECT ON webhook_logs TO tokens_service;
GRANT INSERT, UPDATE ON reconciliation_runs, reconciliation_findings TO tokens_service;
GRANT SELECT, INSERT, UPDATE, DELETE ON token_package_drafts TO tokens_product, tokens_admin;

GRANT EXECUTE ON FUNCTION post_tokens, post_batch, credit_order, expire_lots, expire_boosts, make_partitions_ahead,
    refresh_token_analytics TO tokens_service;
GRANT EXECUTE ON FUNCTION adjust_tokens, reverse_entry, extend_boost, end_boost, preview_boost_end, boost_change
    TO tokens_support, tokens_finance, tokens_admin;
GRANT EXECUTE ON FUNCTION create_order, attach_checkout TO tokens_support, tokens_finance, tokens_admin, tokens_service;
GRANT EXECUTE ON FUNCTION publish_package, reorder_packages, set_package_active TO tokens_product, tokens_admin;
GRANT EXECUTE ON FUNCTION package_order_counts TO tokens_support, tokens_finance, tokens_product, tokens_admin;
GRANT EXECUTE ON FUNCTION find_users TO tokens_support, tokens_finance, tokens_admin, tokens_service;
GRANT EXECUTE ON FUNCTION reveal_contact TO tokens_support, tokens_admin;
GRANT EXECUTE ON FUNCTION resolve_finding TO tokens_finance, tokens_admin;
GRANT EXECUTE ON FUNCTION mark_finding_read TO tokens_support, tokens_finance, tokens_admin;

RESET ROLE;

-- The marketplace's tables belong to whoever made them, who grants these. E-mail, phone and message stay closed (ruling 4).
GRANT SELECT (id, first_name, last_name, buyer_plan, token_balance, free_contacts_used, free_contacts_reset_date,
    freemium_tier, created_at) ON users TO tokens_support, tokens_finance, tokens_admin, tokens_service;
GRANT SELECT (id, user_id, business_name, industry, location, created_at, is_boosted, boosted_until, boost_level,
    boost_tokens_spent, featured_tokens_spent) ON businesses TO tokens_support, tokens_finance, tokens_admin, tokens_service;
GRANT SELECT (id, business_id, user_id, created_at, tokens_spent, inquiry_type, contact_attempt_number, entry_id,
    responded_at) ON business_inquiries TO tokens_support, tokens_finance, tokens_admin, tokens_service;
