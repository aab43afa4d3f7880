-- Which wallets moved since they were sealed last, in one pass, planned when it runs: a plan kept from the first seal, when
-- there was nothing to compare with, would look through everything for each wallet.
SET LOCAL ROLE tok_owner;

CREATE OR REPLACE FUNCTION store_seal(p_sealed_at timestamptz, p_seal_hash bytea, p_public_key bytea, p_signature bytea)
    RETURNS SETOF ledger_seals
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    s ledger_seals;
BEGIN
    PERFORM ledger_require_role('tokens_service');
    IF octet_length(p_public_key) IS DISTINCT FROM 44 OR octet_length(p_signature) IS DISTINCT FROM 64 THEN
        PERFORM ledger_reject('seal_malformed');
    END IF;
    s := ledger_next_seal(p_sealed_at);
    IF s.seal_hash IS DISTINCT FROM p_seal_hash OR s.sealed_at IS DISTINCT FROM p_sealed_at
        OR p_sealed_at NOT BETWEEN ledger_now() - interval '1 hour' AND ledger_now() + interval '1 second' THEN
        PERFORM ledger_conflict('seal_differs');
    END IF;
    s.public_key := p_public_key;
    s.signature := p_signature;
    s.sealed_by := session_user;
    INSERT INTO ledger_seals SELECT s.* ON CONFLICT (number) DO NOTHING;
    IF NOT FOUND THEN
        PERFORM ledger_conflict('seal_differs');
    END IF;
    EXECUTE $moved$
        WITH sealed AS MATERIALIZED (
            SELECT DISTINCT ON (user_id) user_id, wallet_seq, head_hash FROM ledger_seal_heads
            ORDER BY user_id DESC, seal_number DESC),
        moved AS MATERIALIZED (
            SELECT w.user_id, w.wallet_seq, w.head_hash FROM user_tokens w LEFT JOIN sealed h ON h.user_id = w.user_id
            WHERE w.wallet_seq > 0 AND (h.wallet_seq, h.head_hash) IS DISTINCT FROM (w.wallet_seq, w.head_hash))
        INSERT INTO ledger_seal_heads (user_id, seal_number, wallet_seq, head_hash)
            SELECT user_id, $1, wallet_seq, head_hash FROM moved$moved$ USING s.number;
    RETURN NEXT s;
END
$$;

RESET ROLE;
