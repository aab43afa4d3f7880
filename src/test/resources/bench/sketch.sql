-- The specification's own tables (1.1), with its keys, checks and indexes and nothing of ours.
CREATE SCHEMA sketch;
CREATE TABLE sketch.users (
    id SERIAL PRIMARY KEY,
    buyer_plan VARCHAR(20) DEFAULT 'premium',
    free_contacts_used INTEGER DEFAULT 0,
    free_contacts_reset_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE sketch.businesses (id SERIAL PRIMARY KEY);
CREATE TABLE sketch.user_tokens (
    id SERIAL PRIMARY KEY,
    user_id INTEGER REFERENCES sketch.users(id) NOT NULL,
    token_balance INTEGER DEFAULT 0 CHECK (token_balance >= 0),
    tokens_purchased INTEGER DEFAULT 0,
    tokens_consumed INTEGER DEFAULT 0,
    lifetime_purchased INTEGER DEFAULT 0,
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX idx_user_tokens_user_id ON sketch.user_tokens(user_id);
CREATE INDEX idx_user_tokens_balance ON sketch.user_tokens(token_balance);
CREATE TABLE sketch.token_transactions (
    id SERIAL PRIMARY KEY,
    user_id INTEGER REFERENCES sketch.users(id) NOT NULL,
    transaction_type VARCHAR(50) NOT NULL CHECK (transaction_type IN ('purchase', 'consumption', 'refund', 'bonus')),
    tokens_amount INTEGER NOT NULL,
    action_type VARCHAR(100),
    reference_id INTEGER,
    stripe_payment_intent_id VARCHAR(255),
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    metadata JSONB DEFAULT '{}',
    CONSTRAINT chk_positive_amount CHECK (
        (transaction_type IN ('purchase', 'bonus') AND tokens_amount > 0) OR
        (transaction_type IN ('consumption', 'refund') AND tokens_amount > 0)
    )
);
CREATE INDEX idx_token_transactions_user_date ON sketch.token_transactions(user_id, created_at DESC);
CREATE INDEX idx_token_transactions_type ON sketch.token_transactions(transaction_type);
CREATE INDEX idx_token_transactions_stripe ON sketch.token_transactions(stripe_payment_intent_id)
    WHERE stripe_payment_intent_id IS NOT NULL;
CREATE TABLE sketch.contact_limitations (
    id SERIAL PRIMARY KEY,
    user_id INTEGER REFERENCES sketch.users(id) NOT NULL,
    business_id INTEGER REFERENCES sketch.businesses(id) NOT NULL,
    contact_count INTEGER DEFAULT 0,
    first_contact_at TIMESTAMP,
    last_contact_at TIMESTAMP,
    tokens_spent INTEGER DEFAULT 0,
    is_free_contact BOOLEAN DEFAULT false,
    UNIQUE(user_id, business_id)
);
CREATE INDEX idx_contact_limitations_user_business ON sketch.contact_limitations(user_id, business_id);
CREATE INDEX idx_contact_limitations_user_date ON sketch.contact_limitations(user_id, last_contact_at DESC);
-- Not given there beyond its columns; a key to the listing and no index is the least it can have had.
CREATE TABLE sketch.business_inquiries (
    id SERIAL PRIMARY KEY,
    business_id INTEGER REFERENCES sketch.businesses(id) NOT NULL,
    first_name VARCHAR(200),
    last_name VARCHAR(200),
    email VARCHAR(320),
    phone VARCHAR(50),
    message TEXT,
    timeframe VARCHAR(100),
    user_email VARCHAR(320),
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    tokens_spent INTEGER DEFAULT 0,
    inquiry_type VARCHAR(50) DEFAULT 'free' CHECK (inquiry_type IN ('free', 'token', 'premium')),
    contact_attempt_number INTEGER DEFAULT 1
);
GRANT USAGE ON SCHEMA sketch TO PUBLIC;
GRANT ALL ON ALL TABLES IN SCHEMA sketch TO PUBLIC;
GRANT ALL ON ALL SEQUENCES IN SCHEMA sketch TO PUBLIC;
