package com.arzani.tokens.database.testing;

import java.util.List;
import java.util.Map;

/// Puts a movable shift behind `ledger_now()`, the one clock of all our SQL, in the template and nowhere else.
final class TestClock {
    private static final String FIND = """
            SELECT n.nspname AS schema, pg_get_functiondef(p.oid) AS definition, p.provolatile::text AS volatility
            FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
            WHERE p.proname = 'ledger_now' AND p.pronargs = 0
            """;

    private TestClock() {}

    static void install(Sql owner) {
        List<Map<String, Object>> found = owner.rows(FIND);
        if (found.isEmpty()) {
            return;
        }
        String schema = "\"" + found.getFirst().get("schema") + "\"";
        String definition = found.getFirst().get("definition").toString();
        String volatility = found.getFirst().get("volatility").equals("v") ? "VOLATILE" : "STABLE";
        owner.execute(definition.replaceFirst("ledger_now\\(\\)", "ledger_now_shipped()"));
        owner.execute("CREATE TABLE " + schema + ".test_clock (shift interval NOT NULL)");
        // The function stays its owner's, who is not the owner of this table.
        owner.execute("GRANT SELECT ON " + schema + ".test_clock TO PUBLIC");
        owner.execute("INSERT INTO " + schema + ".test_clock VALUES (interval '0')");
        owner.execute("CREATE OR REPLACE FUNCTION " + schema + ".ledger_now() RETURNS timestamptz LANGUAGE sql "
                + volatility + " SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$ SELECT " + schema
                + ".ledger_now_shipped() + (SELECT shift FROM " + schema + ".test_clock) $$");
    }

    static String schema(Sql owner) {
        List<Map<String, Object>> found = owner.rows(FIND);
        if (found.isEmpty()) {
            throw new IllegalStateException("The schema has no ledger_now()");
        }
        return "\"" + found.getFirst().get("schema") + "\"";
    }
}
