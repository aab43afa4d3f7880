-- What the demonstration has, in the specification's tables.
INSERT INTO sketch.users (id, buyer_plan) SELECT id, buyer_plan FROM users;
INSERT INTO sketch.businesses (id) SELECT id FROM businesses;
INSERT INTO sketch.token_transactions (user_id, transaction_type, tokens_amount, action_type, reference_id, created_at)
    SELECT user_id, CASE WHEN transaction_type IN ('purchase', 'consumption', 'refund', 'bonus') THEN transaction_type ELSE 'bonus' END,
           tokens_amount, action_type, reference_id, created_at FROM token_transactions ORDER BY created_at;
INSERT INTO sketch.contact_limitations (user_id, business_id, contact_count, first_contact_at, last_contact_at, tokens_spent)
    SELECT user_id, business_id, contact_count, first_contact_at, last_contact_at, tokens_spent FROM contact_limitations;
INSERT INTO sketch.business_inquiries (business_id, first_name, last_name, email, message, tokens_spent, inquiry_type, created_at)
    SELECT business_id, first_name, last_name, email, message, tokens_spent, inquiry_type, created_at FROM business_inquiries;
SELECT setval('sketch.users_id_seq', (SELECT max(id) FROM sketch.users));
