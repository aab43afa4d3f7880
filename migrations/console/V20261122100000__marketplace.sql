-- The ground the token system stands on: roles, and the marketplace's own tables with the columns we add.
-- On an existing marketplace database the tables are there with data: only what is missing is added, their owner stays.

DO $$
DECLARE
    v_role text;
BEGIN
    FOREACH v_role IN ARRAY ARRAY['tok_owner', 'tokens_support', 'tokens_finance', 'tokens_product', 'tokens_admin',
                                  'tokens_service', 'application_user'] LOOP
        BEGIN
            EXECUTE format('CREATE ROLE %I NOLOGIN', v_role);
        EXCEPTION WHEN duplicate_object OR unique_violation THEN
            -- Roles belong to the whole cluster: another database of it has made this one already.
            NULL;
        END;
    END LOOP;
    IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
        EXECUTE format('GRANT tok_owner TO %I WITH INHERIT TRUE, SET TRUE', current_user);
    END IF;
    -- A temporary object could shadow ours in a session; only the refresh of mv_token_analytics needs one, as tok_owner.
    EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO tok_owner', current_database());
END
$$;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO tok_owner;
GRANT USAGE ON SCHEMA public
    TO tokens_support, tokens_finance, tokens_product, tokens_admin, tokens_service, application_user;
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- The sketch's own token tables (its shape has no wallet_seq, operation_key, version, is_free_since, payload) step aside.
DO $$
DECLARE
    v_table record;
BEGIN
    FOR v_table IN
        SELECT t.name
        FROM (VALUES ('user_tokens', 'wallet_seq'), ('token_transactions', 'operation_key'),
                     ('token_packages', 'version'), ('contact_limitations', 'last_entry_id'),
                     ('webhook_logs', 'payload')) AS t (name, own_column)
        WHERE to_regclass('public.' || t.name) IS NOT NULL
          AND NOT EXISTS (SELECT FROM information_schema.columns c
                          WHERE c.table_schema = 'public' AND c.table_name = t.name AND c.column_name = t.own_column)
    LOOP
        CREATE SCHEMA IF NOT EXISTS legacy;
        EXECUTE format('ALTER TABLE public.%I SET SCHEMA legacy', v_table.name);
    END LOOP;
    DROP MATERIALIZED VIEW IF EXISTS public.mv_token_analytics;
    -- The sketch's second balance (T6) is set anew from the ledger; what it said is kept.
    IF EXISTS (SELECT FROM information_schema.columns c
               WHERE c.table_schema = 'public' AND c.table_name = 'users' AND c.column_name = 'token_balance') THEN
        CREATE SCHEMA IF NOT EXISTS legacy;
        EXECUTE 'CREATE TABLE legacy.users_token_balance AS
                 SELECT id AS user_id, token_balance FROM public.users WHERE token_balance <> 0';
    END IF;
    IF to_regnamespace('legacy') IS NOT NULL THEN
        GRANT USAGE ON SCHEMA legacy TO tok_owner;
        GRANT SELECT ON ALL TABLES IN SCHEMA legacy TO tok_owner;
    END IF;
END
$$;

CREATE TABLE IF NOT EXISTS users (
    id SERIAL PRIMARY KEY,
    email VARCHAR(320) NOT NULL UNIQUE,
    phone VARCHAR(50),
    first_name VARCHAR(200),
    last_name VARCHAR(200),
    buyer_plan VARCHAR(50) DEFAULT 'free',
    created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP
);
ALTER TABLE users
    ADD COLUMN IF NOT EXISTS email VARCHAR(320),
    ADD COLUMN IF NOT EXISTS phone VARCHAR(50),
    ADD COLUMN IF NOT EXISTS first_name VARCHAR(200),
    ADD COLUMN IF NOT EXISTS last_name VARCHAR(200),
    ADD COLUMN IF NOT EXISTS buyer_plan VARCHAR(50) DEFAULT 'free',
    ADD COLUMN IF NOT EXISTS created_at TIMESTAMPTZ DEFAULT CURRENT_TIMESTAMP,
    ADD COLUMN IF NOT EXISTS token_balance BIGINT DEFAULT 0,
    ADD COLUMN IF NOT EXISTS free_contacts_used INTEGER DEFAULT 0,
    ADD COLUMN IF NOT EXISTS free_contacts_reset_date TIMESTAMPTZ DEFAULT CURRENT_TIMESTAMP,
    ADD COLUMN IF NOT EXISTS freemium_tier VARCHAR(20) DEFAULT 'basic';

CREATE TABLE IF NOT EXISTS businesses (
    id SERIAL PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users (id),
    business_name VARCHAR(300) NOT NULL,
    industry VARCHAR(100),
    location VARCHAR(200),
    price BIGINT,
    created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP
);
ALTER TABLE businesses
    ADD COLUMN IF NOT EXISTS user_id INTEGER,
    ADD COLUMN IF NOT EXISTS business_name VARCHAR(300),
    ADD COLUMN IF NOT EXISTS industry VARCHAR(100),
    ADD COLUMN IF NOT EXISTS location VARCHAR(200),
    ADD COLUMN IF NOT EXISTS created_at TIMESTAMPTZ DEFAULT CURRENT_TIMESTAMP,
    ADD COLUMN IF NOT EXISTS is_boosted BOOLEAN DEFAULT false,
    ADD COLUMN IF NOT EXISTS boosted_until TIMESTAMPTZ,
    ADD COLUMN IF NOT EXISTS boost_level INTEGER DEFAULT 0,
    ADD COLUMN IF NOT EXISTS boost_tokens_spent BIGINT DEFAULT 0,
    ADD COLUMN IF NOT EXISTS featured_tokens_spent BIGINT DEFAULT 0;

CREATE TABLE IF NOT EXISTS business_inquiries (
    id SERIAL PRIMARY KEY,
    business_id INTEGER NOT NULL REFERENCES businesses (id),
    first_name VARCHAR(200),
    last_name VARCHAR(200),
    email VARCHAR(320),
    phone VARCHAR(50),
    message TEXT,
    timeframe VARCHAR(100),
    user_email VARCHAR(320),
    created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP
);
-- user_id: the sketch knows the buyer by e-mail alone; entry_id: the spend that paid for it; responded_at: contact success.
ALTER TABLE business_inquiries
    ADD COLUMN IF NOT EXISTS business_id INTEGER,
    ADD COLUMN IF NOT EXISTS created_at TIMESTAMPTZ DEFAULT CURRENT_TIMESTAMP,
    ADD COLUMN IF NOT EXISTS user_id INTEGER REFERENCES users (id),
    ADD COLUMN IF NOT EXISTS tokens_spent BIGINT DEFAULT 0,
    ADD COLUMN IF NOT EXISTS inquiry_type VARCHAR(50) DEFAULT 'free',
    ADD COLUMN IF NOT EXISTS contact_attempt_number INTEGER DEFAULT 1,
    ADD COLUMN IF NOT EXISTS entry_id BIGINT,
    ADD COLUMN IF NOT EXISTS responded_at TIMESTAMPTZ;

CREATE TABLE IF NOT EXISTS analytics_events (
    id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    user_id INTEGER,
    event_type VARCHAR(100) NOT NULL,
    event_data JSONB NOT NULL DEFAULT '{}',
    created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- Columns of the sketch that are there already, narrower than ours.
DO $$
DECLARE
    v_column record;
BEGIN
    FOR v_column IN
        SELECT c.table_name, c.column_name, c.data_type, w.wanted
        FROM (VALUES ('users', 'token_balance', 'bigint'), ('users', 'free_contacts_reset_date', 'timestamptz'),
                     ('businesses', 'boosted_until', 'timestamptz'), ('businesses', 'boost_tokens_spent', 'bigint'),
                     ('businesses', 'featured_tokens_spent', 'bigint'), ('business_inquiries', 'tokens_spent', 'bigint'))
            AS w (table_name, column_name, wanted)
        JOIN information_schema.columns c
          ON c.table_schema = 'public' AND c.table_name = w.table_name AND c.column_name = w.column_name
        WHERE c.data_type IN ('integer', 'timestamp without time zone')
    LOOP
        -- The sketch wrote its local timestamps from a server in UTC.
        EXECUTE format('ALTER TABLE %I ALTER COLUMN %I TYPE %s USING %I %s',
            v_column.table_name, v_column.column_name, v_column.wanted, v_column.column_name,
            CASE WHEN v_column.wanted = 'timestamptz' THEN 'AT TIME ZONE ''UTC''' ELSE '' END);
    END LOOP;
END
$$;

UPDATE users SET token_balance = 0 WHERE token_balance IS DISTINCT FROM 0;
UPDATE users SET free_contacts_used = 0 WHERE free_contacts_used IS NULL;
UPDATE users SET free_contacts_reset_date = CURRENT_TIMESTAMP WHERE free_contacts_reset_date IS NULL;
UPDATE users SET freemium_tier = 'basic' WHERE freemium_tier IS NULL;
UPDATE business_inquiries SET inquiry_type = 'free' WHERE inquiry_type IS NULL;
ALTER TABLE users
    ALTER COLUMN token_balance SET NOT NULL,
    ALTER COLUMN free_contacts_used SET NOT NULL,
    ALTER COLUMN free_contacts_reset_date SET NOT NULL,
    ALTER COLUMN freemium_tier SET NOT NULL,
    DROP CONSTRAINT IF EXISTS users_token_balance_check,
    DROP CONSTRAINT IF EXISTS users_freemium_tier_check,
    ADD CONSTRAINT users_token_balance_check CHECK (token_balance >= 0),
    ADD CONSTRAINT users_freemium_tier_check CHECK (freemium_tier IN ('basic', 'premium', 'enterprise'));
ALTER TABLE businesses
    DROP CONSTRAINT IF EXISTS businesses_boost_level_check,
    ADD CONSTRAINT businesses_boost_level_check CHECK (boost_level BETWEEN 0 AND 3);
ALTER TABLE business_inquiries
    DROP CONSTRAINT IF EXISTS business_inquiries_inquiry_type_check,
    ADD CONSTRAINT business_inquiries_inquiry_type_check CHECK (inquiry_type IN ('free', 'token', 'premium'));

-- An index on a balance makes every posting write a second row version into it (docs/schema.md).
DROP INDEX IF EXISTS idx_users_token_balance;
-- The specification's index, with the id that makes its order complete.
DROP INDEX IF EXISTS idx_businesses_boosted;
CREATE INDEX idx_businesses_boosted ON businesses (is_boosted, boosted_until, id) WHERE is_boosted = true;
-- Listings by the end of their boost (running, ending soon, ended), and a seller's listings, newest first.
CREATE INDEX IF NOT EXISTS idx_businesses_boosted_until ON businesses (boosted_until, id) WHERE boosted_until IS NOT NULL;
CREATE INDEX IF NOT EXISTS idx_businesses_user_newest ON businesses (user_id, id DESC);
CREATE INDEX IF NOT EXISTS idx_business_inquiries_business ON business_inquiries (business_id, created_at);
CREATE INDEX IF NOT EXISTS idx_business_inquiries_user ON business_inquiries (user_id, created_at DESC, id DESC);
CREATE INDEX IF NOT EXISTS idx_analytics_events_business
    ON analytics_events ((event_data ->> 'business_id'), event_type, created_at);

-- What people type is matched in lower case, as a substring: find_users() uses these and nothing else.
-- Without fastupdate: new names would wait in a list that every search reads to its end, and the planner would shun the index.
CREATE INDEX IF NOT EXISTS idx_users_name_trigram
    ON users USING gin (lower(coalesce(first_name, '') || ' ' || coalesce(last_name, '')) gin_trgm_ops) WITH (fastupdate = off);
CREATE INDEX IF NOT EXISTS idx_users_email_trigram ON users USING gin (lower(email) gin_trgm_ops)
    WITH (fastupdate = off);

-- Our functions run as tok_owner and need exactly this of the marketplace's tables.
GRANT SELECT, REFERENCES ON users, businesses, business_inquiries, analytics_events TO tok_owner;
GRANT INSERT ON business_inquiries, analytics_events TO tok_owner;
GRANT UPDATE (token_balance, free_contacts_used, free_contacts_reset_date) ON users TO tok_owner;
GRANT UPDATE (is_boosted, boosted_until, boost_level, boost_tokens_spent, featured_tokens_spent) ON businesses TO tok_owner;
GRANT UPDATE (responded_at) ON business_inquiries TO tok_owner;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO tok_owner;
