-- 1: two wallets (T1). 2: spent before it bought. 3: a wallet and no history. 4: a history and no wallet.
-- 5: NULLs wherever the DDL allows them. 6: a wallet with less than its history.
INSERT INTO user_tokens (user_id, token_balance, tokens_purchased) VALUES
    (1, 30, 30), (1, 8, 10), (2, 7, 10), (3, 12, 0), (5, NULL, NULL), (6, 1, 20);
INSERT INTO token_transactions (id, user_id, transaction_type, tokens_amount, action_type, reference_id,
    stripe_payment_intent_id, created_at, metadata) VALUES
    (1, 1, 'purchase', 25, NULL, NULL, 'pi_one', '2024-12-31 23:59:59.5', '{"package_id": "2"}'),
    (2, 1, 'bonus', 5, NULL, NULL, 'pi_one', '2024-12-31 23:59:59.5', '{"package_id": "2"}'),
    (3, 1, 'purchase', 10, NULL, NULL, 'pi_two', '2025-01-01 00:00:00', '{}'),
    (4, 1, 'consumption', 2, 'contact_seller', 10, NULL, '2025-02-28 10:00:00', '{"businessId": 10}'),
    (5, 2, 'consumption', 5, 'contact_seller', 10, NULL, '2025-03-01 09:00:00', '{}'),
    (6, 2, 'purchase', 10, NULL, NULL, '', '2025-03-01 10:00:00', '{}'),
    (7, 2, 'refund', 2, 'refund', NULL, NULL, '2025-03-02 10:00:00', '{}'),
    (8, 4, 'purchase', 9, NULL, NULL, NULL, '2026-01-05 10:00:00', '{}'),
    (9, 5, 'bonus', 3, NULL, NULL, NULL, NULL, NULL),
    (10, 6, 'purchase', 20, '', NULL, NULL, '2025-05-05 05:05:05', NULL);
INSERT INTO contact_limitations (user_id, business_id, contact_count, first_contact_at, last_contact_at, tokens_spent,
    is_free_contact) VALUES
    (1, 10, 1, '2025-02-28 10:00:00', '2025-02-28 10:00:00', 2, false), (2, 11, NULL, NULL, NULL, NULL, NULL);
INSERT INTO token_packages (id, name, token_amount, price_gbp, bonus_tokens, stripe_price_id, is_active, display_order) VALUES
    (1, 'Old starter', 10, 900, NULL, 'price_old', NULL, NULL), (7, 'Old large', 500, 40000, 50, NULL, true, 3),
    (8, 'Below what Stripe charges', 1, 5, 0, NULL, true, 4);
INSERT INTO webhook_logs (stripe_event_id) VALUES ('evt_old'), (NULL);
UPDATE users SET token_balance = 40, free_contacts_reset_date = '2026-06-01 00:00:00' WHERE id = 1;
UPDATE users SET freemium_tier = NULL, free_contacts_used = NULL, free_contacts_reset_date = NULL WHERE id = 2;
UPDATE businesses SET is_boosted = true, boosted_until = '2026-12-01 12:00:00', boost_level = 2, boost_tokens_spent = 10 WHERE id = 10;
