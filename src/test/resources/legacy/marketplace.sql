-- What an existing marketplace has before any token system.
CREATE TABLE users (
    id SERIAL PRIMARY KEY,
    username VARCHAR(255) NOT NULL,
    email VARCHAR(255) UNIQUE NOT NULL,
    password_hash TEXT,
    buyer_plan VARCHAR(50) DEFAULT 'free',
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE businesses (
    id SERIAL PRIMARY KEY,
    user_id INTEGER REFERENCES users(id),
    business_name VARCHAR(255) NOT NULL,
    price NUMERIC(12,2)
);
CREATE TABLE business_inquiries (
    id SERIAL PRIMARY KEY,
    business_id INTEGER REFERENCES businesses(id),
    first_name VARCHAR(100),
    last_name VARCHAR(100),
    email VARCHAR(255),
    phone VARCHAR(50),
    message TEXT,
    timeframe VARCHAR(50),
    user_email VARCHAR(255),
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE analytics_events (
    id SERIAL PRIMARY KEY,
    user_id INTEGER,
    event_type VARCHAR(100),
    event_data JSONB,
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
);
INSERT INTO users (id, username, email, password_hash, buyer_plan) VALUES
    (1, 'ann', 'ann@example.com', 'secret', 'free'), (2, 'ben', 'ben@example.com', NULL, NULL),
    (3, 'cat', 'cat@example.com', NULL, 'premium'), (4, 'dan', 'dan@example.com', NULL, 'free'),
    (5, 'eve', 'eve@example.com', NULL, 'free'), (6, 'fay', 'fay@example.com', NULL, 'free');
SELECT setval('users_id_seq', 6);
INSERT INTO businesses (id, user_id, business_name, price) VALUES (10, 1, 'Bakery', 125000.50), (11, NULL, 'Cafe', NULL);
INSERT INTO business_inquiries (business_id, first_name, email, message) VALUES (10, 'Ben', 'ben@example.com', 'Hello');
INSERT INTO analytics_events (user_id, event_type, event_data) VALUES (1, 'business_view', '{"business_id": "10"}'), (NULL, NULL, NULL);
