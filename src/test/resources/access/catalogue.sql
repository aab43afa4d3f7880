-- One line an object of ours with everything that opens it. A month's partition counts as "token_transactions_MONTH".
WITH relations AS (
    SELECT n.nspname || '.' || regexp_replace(c.relname, '_[0-9]{4}_[0-9]{2}$', '_MONTH') AS name, c.*
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname IN ('public', 'simulator') AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
), functions AS (
    SELECT p.*, n.nspname || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')' AS name
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname IN ('public', 'simulator') AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
), rights AS (
    SELECT 'relation' AS kind, r.oid, 0 AS part, a.* FROM relations r,
        aclexplode(coalesce(r.relacl, acldefault(CASE WHEN r.relkind = 'S' THEN 's' ELSE 'r' END::"char", r.relowner))) a
    WHERE a.grantee <> r.relowner
    UNION ALL
    SELECT 'column', t.attrelid, t.attnum, a.* FROM relations r JOIN pg_attribute t ON t.attrelid = r.oid, aclexplode(t.attacl) a
    UNION ALL
    SELECT 'function', f.oid, 0, a.* FROM functions f, aclexplode(coalesce(f.proacl, acldefault('f', f.proowner))) a
    WHERE a.grantee <> f.proowner
    UNION ALL
    SELECT 'schema', n.oid, 0, a.* FROM pg_namespace n, aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) a
    WHERE a.grantee <> n.nspowner
    UNION ALL
    SELECT 'database', d.oid, 0, a.* FROM pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a
    WHERE a.grantee <> d.datdba
    UNION ALL
    SELECT 'default', d.oid, 0, a.* FROM pg_default_acl d, aclexplode(d.defaclacl) a
), granted AS (
    SELECT kind, oid, part, string_agg(who || '=' || what, ' ' ORDER BY who) AS text
    FROM (SELECT kind, oid, part, CASE WHEN grantee = 0 THEN 'PUBLIC' ELSE grantee::regrole::text END AS who,
              string_agg(privilege_type || CASE WHEN is_grantable THEN '*' ELSE '' END, ',' ORDER BY privilege_type) AS what
          FROM rights GROUP BY kind, oid, part, grantee) each_role
    GROUP BY kind, oid, part
)
SELECT DISTINCT line FROM (
    SELECT concat_ws(' ', CASE r.relkind WHEN 'S' THEN 'sequence' WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' ELSE 'table' END,
        r.name, 'of ' || r.relowner::regrole, CASE WHEN r.relrowsecurity THEN 'ROW SECURITY' END,
        CASE WHEN r.relforcerowsecurity THEN 'FORCED' END, coalesce(g.text, 'closed')) AS line
    FROM relations r LEFT JOIN granted g ON g.kind = 'relation' AND g.oid = r.oid
    UNION ALL
    SELECT concat_ws(' ', 'column', r.name || '.' || t.attname, g.text)
    FROM relations r JOIN pg_attribute t ON t.attrelid = r.oid JOIN granted g ON g.kind = 'column' AND g.oid = r.oid AND g.part = t.attnum
    UNION ALL
    SELECT concat_ws(' ', 'function', f.name, 'of ' || f.proowner::regrole, CASE WHEN f.prosecdef THEN 'DEFINER' END,
        array_to_string(f.proconfig, ' '), coalesce(g.text, 'closed'))
    FROM functions f LEFT JOIN granted g ON g.kind = 'function' AND g.oid = f.oid
    UNION ALL
    SELECT concat_ws(' ', 'policy', p.tablename, p.policyname, p.permissive, p.cmd, 'to ' || array_to_string(p.roles, ','),
        'using ' || regexp_replace(p.qual, '\s+', ' ', 'g'), 'check ' || p.with_check)
    FROM pg_policies p
    UNION ALL
    SELECT concat_ws(' ', 'trigger', r.name, t.tgname, t.tgenabled, regexp_replace(
        regexp_replace(pg_get_triggerdef(t.oid), '^CREATE TRIGGER \S+ ', ''), '_[0-9]{4}_[0-9]{2} ', '_MONTH '))
    FROM pg_trigger t JOIN relations r ON r.oid = t.tgrelid WHERE NOT t.tgisinternal
    UNION ALL
    SELECT concat_ws(' ', 'default', d.defaclrole::regrole::text, coalesce(d.defaclnamespace::regnamespace::text, ''), d.defaclobjtype, g.text)
    FROM pg_default_acl d LEFT JOIN granted g ON g.kind = 'default' AND g.oid = d.oid
    UNION ALL
    SELECT concat_ws(' ', 'schema', n.nspname, coalesce(g.text, 'closed'))
    FROM pg_namespace n LEFT JOIN granted g ON g.kind = 'schema' AND g.oid = n.oid
    WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    UNION ALL
    SELECT concat_ws(' ', 'database', coalesce(g.text, 'closed'))
    FROM pg_database d LEFT JOIN granted g ON g.kind = 'database' AND g.oid = d.oid WHERE d.datname = current_database()
    UNION ALL
    SELECT concat_ws(' ', 'role', r.rolname, CASE WHEN r.rolcanlogin THEN 'LOGIN' END, CASE WHEN r.rolsuper THEN 'SUPERUSER' END,
        CASE WHEN r.rolcreaterole THEN 'CREATEROLE' END, CASE WHEN r.rolcreatedb THEN 'CREATEDB' END,
        CASE WHEN r.rolbypassrls THEN 'BYPASSRLS' END, CASE WHEN r.rolreplication THEN 'REPLICATION' END)
    FROM pg_roles r WHERE r.rolname IN ('tok_owner', 'tok_operators', 'application_user') OR r.rolname ~ '^tokens_(support|finance|product|admin|service)$'
    UNION ALL
    SELECT concat_ws(' ', 'member', m.member::regrole, 'of', m.roleid::regrole, CASE WHEN m.admin_option THEN 'ADMIN' END,
        CASE WHEN m.inherit_option THEN 'INHERIT' END, CASE WHEN m.set_option THEN 'SET' END)
    FROM pg_auth_members m
    WHERE m.member::regrole::text ~ '^(tok_owner|tok_operators|application_user|tokens_(support|finance|product|admin|service))$'
      AND m.roleid::regrole::text ~ '^(tok_|tokens_|application_user|pg_)' AND m.roleid::regrole::text <> 'tokens_jobs'
    UNION ALL
    SELECT 'clock ledger_now ' || btrim(prosrc) FROM pg_proc WHERE oid = 'public.ledger_now()'::regprocedure
) AS catalogue
ORDER BY line
