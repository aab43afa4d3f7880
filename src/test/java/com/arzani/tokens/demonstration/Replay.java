package com.arzani.tokens.demonstration;

import com.arzani.tokens.database.testing.Sql;
import com.arzani.tokens.database.testing.TestDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/// Posts a generated history again through the database's own posting function, under the same logins, and tells where
/// the two differ. The generated rows stand in schema `generated`.
final class Replay implements AutoCloseable {
    private static final String EMPTY = """
            SET session_replication_role = replica;
            TRUNCATE user_tokens, token_transactions, token_entry_keys, token_lots, token_lot_draws, token_orders,
                contact_limitations, listing_boosts, business_inquiries, businesses, users RESTART IDENTITY CASCADE;
            SET session_replication_role = origin;
            ALTER SEQUENCE token_transactions_id_seq RESTART;
            DROP SCHEMA IF EXISTS generated CASCADE;
            CREATE SCHEMA generated;
            GRANT USAGE ON SCHEMA generated TO tok_owner
            """;
    private static final String POST_ALL = """
            DO $replay$
            DECLARE
                e record;
                p ledger_posting;
                r record;
            BEGIN
                FOR e IN SELECT t.*, l.paid_pence, l.expires_at FROM generated.token_transactions t
                         LEFT JOIN generated.token_lots l ON l.entry_id = t.id ORDER BY t.id LOOP
                    PERFORM set_config('session_authorization', e.actor, true);
                    PERFORM set_config('application_name', e.application_name, true);
                    p := NULL;
                    p.operation_key := e.operation_key;
                    p.operation_line := e.operation_line;
                    p.user_id := e.user_id;
                    p.transaction_type := e.transaction_type;
                    p.tokens := e.tokens_amount;
                    p.direction := e.direction;
                    p.action_type := e.action_type;
                    p.reference_id := e.reference_id;
                    p.order_id := e.order_id;
                    p.stripe_payment_intent_id := e.stripe_payment_intent_id;
                    p.paid_pence := e.paid_pence;
                    p.expires_at := e.expires_at;
                    p.reason_code := e.reason_code;
                    p.note := e.note;
                    p.on_behalf_of := e.on_behalf_of;
                    p.metadata := e.metadata;
                    p.reverses := e.reverses;
                    p.created_at := e.created_at;
                    p.may_owe := e.transaction_type IN ('refund', 'dispute');
                    p.from_order := CASE WHEN p.may_owe THEN e.order_id END;
                    p.from_lot := CASE WHEN e.transaction_type = 'expiry' THEN e.reference_id
                                       WHEN e.transaction_type = 'reversal' AND e.direction = -1 THEN e.reverses END;
                    SELECT * INTO r FROM ledger_apply(p);
                    IF r.refusal IS NOT NULL OR r.repeated THEN
                        RAISE EXCEPTION 'entry % refused: % %', e.id, r.refusal, r.arguments;
                    END IF;
                    IF e.transaction_type = 'expiry' THEN
                        PERFORM ledger_expire(e.user_id, e.created_at);
                    END IF;
                END LOOP;
            END
            $replay$
            """;
    private static final Map<String, String> COMPARED = Map.of(
            "token_transactions", "posted_xid",
            "token_entry_keys", "",
            "token_lots", "",
            "token_lot_draws", "",
            "user_tokens", "created_at");

    private final Connection connection;
    private final Sql sql;
    private final List<String> madeRoles = new ArrayList<>();

    Replay(TestDatabase database) throws SQLException {
        this.connection = database.superuser().getConnection();
        this.sql = database.sql();
        for (Signature signature : Signature.values()) {
            if (sql.number("SELECT count(*) FROM pg_roles WHERE rolname = ?", signature.actor()) == 0) {
                sql.execute("CREATE ROLE " + signature.actor() + " NOLOGIN");
                madeRoles.add(signature.actor());
            }
            sql.execute("GRANT tok_owner TO " + signature.actor());
        }
    }

    /// Makes the history, keeps it in `generated` and posts it anew.
    void post(Story story) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(EMPTY);
            for (Table table : Table.values()) {
                if (table != Table.STRIPE && table != Table.EVENTS) {
                    statement.execute("CREATE TABLE generated." + table.table() + " (LIKE public." + table.table()
                            + " INCLUDING DEFAULTS INCLUDING GENERATED)");
                }
            }
            statement.execute("SELECT ensure_partitions('" + story.firstDay() + "', current_date)");
            copy(story);
            statement.execute("INSERT INTO public.users (id, email) SELECT id, email FROM generated.users");
            statement.execute("GRANT SELECT ON ALL TABLES IN SCHEMA generated TO tok_owner");
            statement.execute(POST_ALL);
        }
    }

    /// Rows that only one side has, of any table, in words.
    List<String> differences() {
        List<String> found = new ArrayList<>();
        COMPARED.forEach((table, except) -> {
            String columns = sql.value(
                    String.class,
                    "SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute"
                            + " WHERE attrelid = ?::regclass AND attnum > 0 AND NOT attisdropped AND attname <> ?",
                    "public." + table,
                    except);
            String made = "SELECT " + columns + " FROM generated." + table;
            String posted = "SELECT " + columns + " FROM public." + table;
            rows(made + " EXCEPT " + posted).forEach(row -> found.add(table + " made: " + row));
            rows(posted + " EXCEPT " + made).forEach(row -> found.add(table + " posted: " + row));
        });
        found.addAll(rows("SELECT id, token_balance FROM generated.users EXCEPT SELECT id, token_balance FROM users"));
        return found;
    }

    private List<String> rows(String query) {
        return sql.rows("SELECT row_to_json(d)::text AS row FROM (" + query + " LIMIT 5) d").stream()
                .map(row -> row.get("row").toString())
                .toList();
    }

    private void copy(Story story) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = generated, public");
            CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
            story.tell(
                    chunk -> chunk.rows().forEach((table, rows) -> {
                        try {
                            if (table != Table.STRIPE && table != Table.EVENTS) {
                                copies.copyIn(table.copyStatement(), rows.open());
                            }
                        } catch (SQLException | IOException refused) {
                            throw new AssertionError(refused);
                        }
                    }),
                    500);
            statement.execute("SET search_path = public");
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
        for (Signature signature : Signature.values()) {
            sql.execute("REVOKE tok_owner FROM " + signature.actor());
        }
        madeRoles.forEach(role -> sql.execute("DROP ROLE " + role));
    }
}
