-- How often users ask (T17): the states of their buckets, shared by all instances of the service, kept over restarts.
SET LOCAL ROLE tok_owner;

-- What is in a bucket is computed by the service's library; here it is only kept, and changed by whoever saw the last state.
CREATE TABLE rate_buckets (
    bucket_key VARCHAR(100) PRIMARY KEY,
    state BYTEA NOT NULL,
    full_at TIMESTAMPTZ NOT NULL -- from then on it is full again, and as good as none
) WITH (fillfactor = 50);

-- Puts a bucket's next state in the place of the one the caller saw (NULL: none). If another instance was quicker, nothing is
-- changed, and the state is the other's. Tells the time as well: instances share the database's clock.
CREATE FUNCTION swap_rate_bucket(p_key text, p_seen bytea, p_next bytea, p_full_in bigint, OUT swapped boolean, OUT state bytea,
        OUT now timestamptz)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM ledger_require_role('tokens_service');
    IF p_key IS NULL OR p_key !~ '^[!-~]{1,100}$' OR p_next IS NULL OR octet_length(p_next) > 1000
        OR p_full_in IS NULL OR p_full_in NOT BETWEEN 0 AND 172800000 THEN
        PERFORM ledger_reject('rate_bucket_malformed');
    END IF;
    -- Counts of the last moment may be lost with the server; a request should not wait for the disk because of them.
    PERFORM set_config('synchronous_commit', 'off', true);
    now := ledger_now();
    IF p_seen IS NULL THEN
        INSERT INTO rate_buckets VALUES (p_key, p_next, now + p_full_in * interval '1 millisecond') ON CONFLICT DO NOTHING;
    ELSE
        UPDATE rate_buckets b SET state = p_next, full_at = now + p_full_in * interval '1 millisecond'
            WHERE b.bucket_key = p_key AND b.state = p_seen;
    END IF;
    swapped := FOUND;
    IF swapped THEN
        state := p_next;
    ELSE
        SELECT b.state INTO state FROM rate_buckets b WHERE b.bucket_key = p_key;
    END IF;
END
$$;

-- Forgets buckets that are full again. Returns how many.
CREATE FUNCTION clean_rate_buckets() RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    v_count bigint;
BEGIN
    PERFORM ledger_require_role('tokens_service');
    DELETE FROM rate_buckets WHERE bucket_key IN
        (SELECT bucket_key FROM rate_buckets WHERE full_at < ledger_now() - interval '1 minute' FOR UPDATE SKIP LOCKED);
    GET DIAGNOSTICS v_count = ROW_COUNT;
    RETURN v_count;
END
$$;

GRANT EXECUTE ON FUNCTION swap_rate_bucket, clean_rate_buckets TO tokens_service;

RESET ROLE;
