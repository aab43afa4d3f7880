-- Every indexed filter of the history pages in the order of its index, newest first: equality first, then time and id.
SET LOCAL ROLE tok_owner;

DROP INDEX idx_token_transactions_stripe;
CREATE INDEX idx_token_transactions_stripe ON token_transactions (stripe_payment_intent_id, created_at, id)
    WHERE stripe_payment_intent_id IS NOT NULL;

RESET ROLE;
