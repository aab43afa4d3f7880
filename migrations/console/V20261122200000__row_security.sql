-- Rows of wallets and entries by role (T13). Staff see all rows or none, by their group role; a customer's own rows are for
-- the trusted web service alone: any login may set app.current_user_id, so it must mean nothing to any other.
-- Partitions get no grant, so nobody reads one around its parent's policies.
SET LOCAL ROLE tok_owner;

DO $$
DECLARE
    v_table text;
BEGIN
    FOREACH v_table IN ARRAY ARRAY['user_tokens', 'token_transactions'] LOOP
        EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', v_table);
        -- FORCE binds the doors too, since they run as the owner; "true" is folded away when a posting is planned.
        EXECUTE format('CREATE POLICY owner_all ON public.%I TO tok_owner USING (true) WITH CHECK (true)', v_table);
        EXECUTE format('CREATE POLICY staff_read ON public.%I FOR SELECT
            TO tokens_support, tokens_finance, tokens_admin, tokens_service USING (true)', v_table);
        -- A setting that is missing, empty or no number shows nothing and raises nothing.
        EXECUTE format($policy$CREATE POLICY own_rows ON public.%I FOR SELECT TO application_user USING (user_id =
            CASE WHEN current_setting('app.current_user_id', true) ~ '^[0-9]{1,10}$'
                THEN current_setting('app.current_user_id', true)::bigint END)$policy$, v_table);
    END LOOP;
END
$$;

GRANT SELECT ON user_tokens, token_transactions TO application_user;

RESET ROLE;
