CREATE TABLE slow (id bigint PRIMARY KEY);
SELECT pg_sleep(seconds) FROM pace;
INSERT INTO slow VALUES (1);
