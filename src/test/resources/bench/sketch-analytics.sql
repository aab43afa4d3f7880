SELECT date_trunc('month', created_at) AS month, transaction_type, count(*) AS transaction_count,
       sum(tokens_amount) AS total_tokens, count(DISTINCT user_id) AS unique_users
FROM token_transactions
WHERE created_at >= CURRENT_DATE - INTERVAL '12 months'
GROUP BY month, transaction_type
ORDER BY month DESC;
SELECT u.buyer_plan, avg(ut.token_balance) AS avg_balance, avg(ut.tokens_consumed) AS avg_consumed,
       count(DISTINCT u.id) AS user_count, avg(cl.contact_count) AS avg_contacts_per_user
FROM users u
LEFT JOIN user_tokens ut ON u.id = ut.user_id
LEFT JOIN contact_limitations cl ON u.id = cl.user_id
GROUP BY u.buyer_plan;
SELECT date_trunc('week', tt.created_at) AS week, sum(tp.price_gbp * tt.tokens_amount / tp.token_amount) AS revenue_pence,
       count(DISTINCT tt.user_id) AS paying_users, avg(tp.price_gbp * tt.tokens_amount / tp.token_amount) AS avg_purchase_value
FROM token_transactions tt
JOIN token_packages tp ON tt.metadata ->> 'package_id' = tp.id::text
WHERE tt.transaction_type = 'purchase' AND tt.created_at >= CURRENT_DATE - INTERVAL '3 months'
GROUP BY week
ORDER BY week DESC;
