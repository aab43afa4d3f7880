-- The specification's own DDL, phases 1.1 to 1.3, to the letter.
CREATE TABLE user_tokens (
    id SERIAL PRIMARY KEY,
    user_id INTEGER REFERENCES users(id) NOT NULL,
    token_balance INTEGER DEFAULT 0 CHECK (token_balance >= 0),
    tokens_purchased INTEGER DEFAULT 0,
    tokens_consumed INTEGER DEFAULT 0,
    lifetime_purchased INTEGER DEFAULT 0,
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX idx_user_tokens_user_id ON user_tokens(user_id);
CREATE INDEX idx_user_tokens_balance ON user_tokens(token_balance);

CREATE TABLE token_transactions (
    id SERIAL PRIMARY KEY,
    user_id INTEGER REFERENCES users(id) NOT NULL,
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
CREATE INDEX idx_token_transactions_user_date ON token_transactions(user_id, created_at DESC);
CREATE INDEX idx_token_transactions_type ON token_transactions(transaction_type);
CREATE INDEX idx_token_transactions_stripe ON token_transactions(stripe_payment_intent_id) WHERE stripe_payment_intent_id IS NOT NULL;

CREATE TABLE contact_limitations (
    id SERIAL PRIMARY KEY,
    user_id INTEGER REFERENCES users(id) NOT NULL,
    business_id INTEGER REFERENCES businesses(id) NOT NULL,
    contact_count INTEGER DEFAULT 0,
    first_contact_at TIMESTAMP,
    last_contact_at TIMESTAMP,
    tokens_spent INTEGER DEFAULT 0,
    is_free_contact BOOLEAN DEFAULT false,
    UNIQUE(user_id, business_id)
);
CREATE INDEX idx_contact_limitations_user_business ON contact_limitations(user_id, business_id);
CREATE INDEX idx_contact_limitations_user_date ON contact_limitations(user_id, last_contact_at DESC);

CREATE TABLE token_packages (
    id SERIAL PRIMARY KEY,
    name VARCHAR(100) NOT NULL,
    token_amount INTEGER NOT NULL CHECK (token_amount > 0),
    price_gbp INTEGER NOT NULL CHECK (price_gbp > 0),
    bonus_tokens INTEGER DEFAULT 0 CHECK (bonus_tokens >= 0),
    stripe_price_id VARCHAR(255) UNIQUE,
    is_active BOOLEAN DEFAULT true,
    display_order INTEGER DEFAULT 0,
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
    updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX idx_token_packages_active ON token_packages(is_active, display_order);

ALTER TABLE users
ADD COLUMN token_balance INTEGER DEFAULT 0 CHECK (token_balance >= 0),
ADD COLUMN free_contacts_used INTEGER DEFAULT 0,
ADD COLUMN free_contacts_reset_date TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN freemium_tier VARCHAR(20) DEFAULT 'basic' CHECK (freemium_tier IN ('basic', 'premium', 'enterprise'));
CREATE INDEX idx_users_token_balance ON users(token_balance) WHERE token_balance > 0;

ALTER TABLE businesses
ADD COLUMN is_boosted BOOLEAN DEFAULT false,
ADD COLUMN boosted_until TIMESTAMP,
ADD COLUMN boost_level INTEGER DEFAULT 0 CHECK (boost_level BETWEEN 0 AND 3),
ADD COLUMN boost_tokens_spent INTEGER DEFAULT 0,
ADD COLUMN featured_tokens_spent INTEGER DEFAULT 0;
CREATE INDEX idx_businesses_boosted ON businesses(is_boosted, boosted_until) WHERE is_boosted = true;

ALTER TABLE business_inquiries
ADD COLUMN tokens_spent INTEGER DEFAULT 0,
ADD COLUMN inquiry_type VARCHAR(50) DEFAULT 'free' CHECK (inquiry_type IN ('free', 'token', 'premium')),
ADD COLUMN contact_attempt_number INTEGER DEFAULT 1;

CREATE MATERIALIZED VIEW mv_token_analytics AS
SELECT
    DATE_TRUNC('day', created_at) as date,
    transaction_type,
    COUNT(*) as transaction_count,
    SUM(tokens_amount) as total_tokens,
    COUNT(DISTINCT user_id) as unique_users
FROM token_transactions
GROUP BY DATE_TRUNC('day', created_at), transaction_type;
CREATE INDEX idx_mv_token_analytics_date ON mv_token_analytics(date DESC);

-- The specification reads this one and never defines it.
CREATE TABLE webhook_logs (
    id SERIAL PRIMARY KEY,
    stripe_event_id VARCHAR(255) UNIQUE,
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
);
