package com.arzani.tokens.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.Credentials;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.Sql;
import com.arzani.tokens.database.testing.TestDatabase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/// H14: whoever holds psql gets no further than the console. One test for each attempt and role, through plain JDBC.
@PostgresTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileOperatorTest {
    private static final String DENIED = "42501";
    private final TestDatabase database;
    private final People people;
    private final long user;

    HostileOperatorTest(TestDatabase database) {
        this.database = database;
        this.people = new People(database);
        this.user = people.userWith(10);
    }

    @TestFactory
    Stream<DynamicContainer> h14_everyAttemptIsDenied() {
        Map<String, String> attempts = attempts();
        return people.logins().keySet().stream()
                .map(role -> DynamicContainer.dynamicContainer(
                        role,
                        attempts.entrySet().stream()
                                .filter(attempt -> !allowed(role, attempt.getKey()))
                                .map(attempt -> DynamicTest.dynamicTest(
                                        role + ": " + attempt.getKey(), () -> denied(role, attempt.getValue())))));
    }

    /// The matrix grants these; every other pair must be denied.
    private static boolean allowed(String role, String attempt) {
        return switch (attempt) {
            case "read operators" -> role.equals("tokens_admin");
            // Of the audit each of these roles reads its own part: AuditTrailTest says which.
            case "read the audit" ->
                List.of("tokens_support", "tokens_finance", "tokens_product", "tokens_admin")
                        .contains(role);
            // The service makes statements by command.
            case "record an export" -> !role.equals(People.APPLICATION);
            case "read wallets", "read the ledger" -> !role.equals("tokens_product");
            case "read users without contact" -> !role.equals("tokens_product") && !role.equals(People.APPLICATION);
            case "read a webhook's payload" -> role.equals("tokens_service");
            case "write a reconciliation run" -> role.equals("tokens_service");
            case "write a draft" -> role.equals("tokens_product") || role.equals("tokens_admin");
            case "reveal a contact" -> role.equals("tokens_support") || role.equals("tokens_admin");
            case "adjust",
                    "make a batch",
                    "run a batch",
                    "cancel a batch",
                    "rehearse a batch",
                    "ask for a batch",
                    "look at a batch's limits",
                    "read batches",
                    "read requests",
                    "ask for an adjustment" ->
                List.of("tokens_support", "tokens_finance", "tokens_admin").contains(role);
            case "reject a request" -> role.equals("tokens_finance") || role.equals("tokens_admin");
            case "read backups" -> role.equals("tokens_admin") || role.equals("tokens_service");
            case "ask for a backup" -> role.equals("tokens_admin");
            case "begin a backup", "note a backup as removed" -> role.equals("tokens_service");
            case "expire requests" -> role.equals("tokens_service");
            case "ask for the catalogue to be looked at", "read the runs of the catalogue" ->
                !role.equals("tokens_support") && !role.equals(People.APPLICATION);
            case "ask for the catalogue to be sent" ->
                List.of("tokens_product", "tokens_admin", "tokens_service").contains(role);
            case "note a price of Stripe's",
                    "begin a run of the catalogue",
                    "advance a run of the catalogue",
                    "end a run of the catalogue" -> role.equals("tokens_service");
            case "set a limit" -> role.equals("tokens_admin");
            case "post as the service",
                    "gather as the service",
                    "claim events",
                    "receive an event",
                    "finish an event",
                    "close an order",
                    "contact as a buyer",
                    "contact as many buyers",
                    "boost as a seller",
                    "answer as a seller",
                    "answer as a seller under a key",
                    "count a request",
                    "count many requests",
                    "forget counts",
                    "make an order",
                    "say which checkout is whose",
                    "end orders" -> role.equals("tokens_service");
            case "ask for a checkout" -> role.equals("tokens_support") || role.equals("tokens_admin");
            case "read orders" -> !role.equals("tokens_product") && !role.equals(People.APPLICATION);
            case "claim requests to Stripe", "finish a request to Stripe", "fail a request to Stripe" ->
                role.equals("tokens_service");
            case "book refunds" -> role.equals("tokens_service");
            case "refund" -> role.equals("tokens_finance");
            case "ask for a refund" -> role.equals("tokens_finance") || role.equals("tokens_support");
            case "rehearse a refund", "look at what is left to refund" ->
                List.of("tokens_support", "tokens_finance", "tokens_admin").contains(role);
            case "read refunds" ->
                List.of("tokens_support", "tokens_finance", "tokens_admin", "tokens_service")
                        .contains(role);
            case "send a request to Stripe again" -> role.equals("tokens_finance") || role.equals("tokens_admin");
            case "read requests to Stripe" -> !role.equals(People.APPLICATION);
            case "book a dispute" -> role.equals("tokens_service");
            case "read disputes" ->
                List.of("tokens_support", "tokens_finance", "tokens_admin", "tokens_service")
                        .contains(role);
            case "draft evidence", "send evidence", "give a dispute up" ->
                List.of("tokens_finance", "tokens_admin").contains(role);
            case "replay an event" -> role.equals("tokens_finance") || role.equals("tokens_admin");
            case "read an event" ->
                List.of("tokens_support", "tokens_finance", "tokens_admin").contains(role);
            case "create an operator" -> role.equals("tokens_admin");
            case "read the seals", "read the runs of the proof" ->
                List.of("tokens_finance", "tokens_admin", "tokens_service").contains(role);
            case "ask for a run of the proof" ->
                List.of("tokens_finance", "tokens_admin").contains(role);
            case "read how wallets were proven",
                    "store a seal",
                    "begin a run of the proof",
                    "advance a run of the proof",
                    "finish a run of the proof",
                    "read the simulator's key",
                    "forge a simulated payment",
                    "read simulated deliveries" -> role.equals("tokens_service");
            default -> false;
        };
    }

    private Map<String, String> attempts() {
        Map<String, String> all = new LinkedHashMap<>();
        String partition = database.sql()
                .value(
                        String.class,
                        "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'token_transactions'::regclass"
                                + " ORDER BY 1 LIMIT 1");
        all.put("update a wallet", "UPDATE user_tokens SET token_balance = 1000 WHERE user_id = " + user);
        all.put(
                "insert an entry",
                "INSERT INTO token_transactions (user_id, transaction_type, tokens_amount, direction,"
                        + " balance_after, wallet_seq, operation_key, actor, entry_hash, created_at)"
                        + " VALUES (1, 'bonus', 5, 1, 5, 1, 'x', 'x', '\\x00', now())");
        all.put("insert into a partition", "INSERT INTO " + partition + " DEFAULT VALUES");
        all.put("insert a key", "INSERT INTO token_entry_keys VALUES (1, 'k', 0, 1, 1, NULL, now())");
        all.put("change a lot", "UPDATE token_lots SET remaining = tokens");
        all.put("delete draws", "DELETE FROM token_lot_draws");
        all.put("delete the audit", "DELETE FROM audit_log");
        all.put("read the simulator's key", "SELECT secret_key FROM simulator.address");
        all.put(
                "forge a simulated payment",
                "INSERT INTO simulator.objects (id, object, created) VALUES ('pi_forged', 'payment_intent', 0)");
        all.put("read simulated deliveries", "SELECT * FROM simulator.deliveries");
        all.put(
                "forge the audit",
                "INSERT INTO audit_log (actor, action, subject_type, subject_id)"
                        + " VALUES ('someone', 'x', 'x', 'x')");
        all.put(
                "change a setting",
                "INSERT INTO settings (name, version, value) VALUES ('BOOST_PRICE_LEVEL_1', 9, '0')");
        all.put(
                "switch a feature on",
                "INSERT INTO feature_flags (name, version, is_enabled, salt) VALUES ('ENABLE_TOKEN_SYSTEM', 99, false, 'x')");
        all.put("read kept answers", "SELECT * FROM api_answers");
        all.put("answer as a seller under a key", "SELECT respond_to_inquiry(1, 1, 'forged')");
        all.put("count a request", "SELECT swap_rate_bucket('forged', NULL, '\\x00', 1)");
        all.put("forget counts", "SELECT clean_rate_buckets()");
        all.put("read counts", "SELECT * FROM rate_buckets");
        all.put("reset a count", "DELETE FROM rate_buckets");
        all.put("raise a count", "UPDATE rate_buckets SET state = '\\x00'");
        all.put(
                "give oneself analytics",
                "INSERT INTO analytics_unlocks (business_id, user_id, starts_at, ends_at) VALUES (1, 1, now(), 'infinity')");
        all.put("take analytics back privately", "SELECT ledger_revoke_unlock('k', 1, 'goodwill', 'x', NULL)");
        all.put("approve taking back privately", "SELECT approval_perform_unlock_end(NULL)");
        all.put("contact as a buyer", "SELECT contact_seller(" + user + ", 1, 'k', '{}')");
        all.put(
                "contact as many buyers",
                "SELECT contact_sellers(ARRAY[" + user + "], ARRAY[1], ARRAY['k'], ARRAY[CAST('{}' AS jsonb)])");
        all.put(
                "count many requests",
                "SELECT swap_rate_buckets(ARRAY['forged'], ARRAY[NULL::bytea], ARRAY['\\x00'::bytea], ARRAY[1])");
        all.put("boost as a seller", "SELECT boost_listing(" + user + ", 1, 'k', 1, 7)");
        all.put("answer as a seller", "SELECT answer_inquiry(" + user + ", 1)");
        all.put("change a price", "UPDATE token_packages SET version = 2");
        all.put("pay an order", "UPDATE token_orders SET status = 'paid'");
        all.put("change the balance of users", "UPDATE users SET token_balance = 1000");
        all.put("make oneself an administrator", "UPDATE operators SET role = 'admin'");
        all.put("approve a request", "UPDATE approval_requests SET state = 'approved'");
        all.put(
                "insert a request",
                "INSERT INTO approval_requests (kind, operation_key, subject_type, subject_id, plan, shown, plan_hash, note,"
                        + " requested_by, expires_at) VALUES ('adjustment', 'x', 'user', '1', '{}', '{}', 'x', 'x', 'someone',"
                        + " 'infinity')");
        all.put("delete requests", "DELETE FROM approval_requests");
        all.put("truncate requests", "TRUNCATE approval_requests");
        all.put("let oneself approve", "UPDATE approval_kinds SET approvers = '{tokens_support}'");
        all.put("add a kind", "INSERT INTO approval_kinds VALUES ('mine', '{tokens_support}', 'x', 'pg_sleep')");
        all.put(
                "raise one's limit",
                "INSERT INTO settings (name, version, value) VALUES ('LIMIT_SUPPORT_SINGLE', 9, '1000000')");
        all.put(
                "raise a limit privately",
                "SELECT ledger_change_setting('LIMIT_SUPPORT_SINGLE', '9', 'x', NULL, NULL)");
        all.put(
                "open a request privately",
                "SELECT ledger_open_request('adjustment', 'x', 'user', '1', 1, '{}', NULL, NULL, 'x')");
        all.put("decide privately", "SELECT ledger_decide(1, 'approved', 'x', NULL, NULL)");
        all.put("perform privately", "SELECT approval_perform_adjustment(NULL)");
        all.put("perform a role privately", "SELECT operators_perform_role(NULL)");
        all.put("read requests", "SELECT * FROM approval_requests");
        all.put(
                "ask for an adjustment",
                "SELECT * FROM request_adjustment(gen_random_uuid()::text, " + user + ", 1, 1, 'goodwill', 'a note')");
        all.put("reject a request", "SELECT * FROM reject_request(1, 'no')");
        all.put("read backups", "SELECT file FROM backups");
        all.put("say where a backup is", "UPDATE backups SET file = '/etc/passwd'");
        all.put("forge a backup", "INSERT INTO backups (state) VALUES ('waiting')");
        all.put("ask for a backup", "SELECT * FROM request_backup()");
        all.put("begin a backup", "SELECT * FROM begin_backup(false)");
        all.put("note a backup as removed", "SELECT note_backup_removed(0, NULL)");
        all.put("expire requests", "SELECT expire_requests()");
        all.put("set a limit", "SELECT * FROM change_limit('LIMIT_SUPPORT_SINGLE', 1, 1, 'x')");
        all.put("truncate the ledger", "TRUNCATE token_transactions");
        all.put("truncate a partition", "TRUNCATE " + partition);
        all.put("truncate the audit", "TRUNCATE audit_log");
        all.put("disable a trigger", "ALTER TABLE token_transactions DISABLE TRIGGER ALL");
        all.put("disable a partition's trigger", "ALTER TABLE " + partition + " DISABLE TRIGGER ALL");
        all.put("drop a policy", "DROP POLICY staff_read ON user_tokens");
        all.put("disable row security", "ALTER TABLE user_tokens DISABLE ROW LEVEL SECURITY");
        all.put("switch triggers off", "SET session_replication_role = replica");
        all.put("read a partition", "SELECT * FROM " + partition);
        all.put("detach a partition", "ALTER TABLE token_transactions DETACH PARTITION " + partition);
        for (String other : List.of("tok_owner", "tok_operators", "postgres")) {
            all.put("become " + other, "SET ROLE " + other);
            all.put("sign in as " + other, "SET SESSION AUTHORIZATION " + other);
        }
        all.put("grant oneself the administrators", "GRANT tokens_admin TO CURRENT_USER");
        all.put("make a role", "CREATE ROLE intruder LOGIN");
        all.put("lift one's limits", "ALTER ROLE CURRENT_USER CONNECTION LIMIT -1 BYPASSRLS");
        all.put("make a function", "CREATE FUNCTION mine() RETURNS integer LANGUAGE sql AS 'SELECT 1'");
        all.put("make a table", "CREATE TABLE mine (id integer)");
        all.put("make a temporary table", "CREATE TEMP TABLE reason_codes (code text)");
        all.put("make a schema", "CREATE SCHEMA mine");
        all.put("make a database", "CREATE DATABASE mine");
        all.put(
                "replace the clock",
                "CREATE OR REPLACE FUNCTION ledger_now() RETURNS timestamptz LANGUAGE sql AS 'SELECT now()'");
        all.put("run a program", "COPY (SELECT 1) TO PROGRAM 'cat > /dev/null'");
        all.put("write a file", "COPY (SELECT 1) TO '/tmp/intruder'");
        all.put("read a file by COPY", "COPY user_tokens FROM '/etc/passwd'");
        all.put("read a file", "SELECT pg_read_file('PG_VERSION')");
        all.put("list files", "SELECT pg_ls_dir('.')");
        all.put("import a file", "SELECT lo_import('/etc/passwd')");
        all.put("export a file", "SELECT lo_export(1, '/tmp/intruder')");
        all.put("reach another server", "CREATE FOREIGN DATA WRAPPER away");
        all.put("subscribe to another server", "CREATE SUBSCRIPTION away CONNECTION 'host=127.0.0.1' PUBLICATION p");
        all.put("change the server", "ALTER SYSTEM SET fsync = off");
        all.put("reload the server", "SELECT pg_reload_conf()");
        all.put("write the hash of a password", "SELECT rolpassword FROM pg_authid");
        all.put("apply privately", "SELECT ledger_apply(NULL)");
        all.put("expire privately", "SELECT ledger_expire(1, now())");
        all.put("open a lot privately", "SELECT ledger_draw(NULL, 1, 1)");
        all.put("make partitions privately", "SELECT ensure_partitions(current_date, current_date)");
        all.put("import privately", "SELECT import_legacy()");
        all.put("give a group privately", "SELECT operators_set_group('x', 'admin')");
        all.put("audit privately", "SELECT operators_audit('x', NULL, NULL, NULL)");
        all.put("read the seals", "SELECT * FROM ledger_seals, ledger_seal_heads");
        all.put("read the runs of the proof", "SELECT * FROM ledger_proof_runs");
        all.put("read how wallets were proven", "SELECT * FROM ledger_proven_wallets");
        all.put("alter a seal", "UPDATE ledger_seals SET tokens = 0");
        all.put("delete a seal", "DELETE FROM ledger_seals");
        all.put("truncate the seals", "TRUNCATE ledger_seals, ledger_seal_heads");
        all.put("change what a seal holds", "UPDATE ledger_seal_heads SET wallet_seq = 1");
        all.put("call the proof green", "UPDATE ledger_proof_runs SET state = 'green'");
        all.put(
                "call a wallet proven",
                "INSERT INTO ledger_proven_wallets VALUES (1, 1, NULL, NULL, 1, 0, 0, 0, 0, 1)");
        all.put("build a seal privately", "SELECT ledger_next_seal(now())");
        all.put("store a seal", "SELECT * FROM store_seal(now(), '\\x', '\\x', '\\x')");
        all.put("ask for a run of the proof", "SELECT * FROM request_proof_run('full')");
        all.put("begin a run of the proof", "SELECT * FROM begin_proof_run()");
        all.put("advance a run of the proof", "SELECT * FROM advance_proof_run(1, 1, 1, 1, 1, 0, '[]', '[]')");
        all.put("finish a run of the proof", "SELECT * FROM finish_proof_run(1, 1)");
        all.put("write what is kept of the liability", "UPDATE liability_days SET pence = 0");
        all.put("forget who was counted", "DELETE FROM economy_month_users");
        all.put("fold privately", "SELECT ledger_fold_entries(1)");
        all.put("fold anew", "SELECT ledger_fold_entries_anew()");
        all.put("call the figures green", "UPDATE figure_proofs SET state = 'green'");
        all.put("read e-mails", "SELECT email FROM users");
        all.put("read telephones", "SELECT phone FROM users");
        all.put("read everything of users", "SELECT * FROM users");
        all.put("find by e-mail", "SELECT id FROM users WHERE email LIKE 'a%'");
        all.put("read messages", "SELECT message FROM business_inquiries");
        all.put("read the audit", "SELECT * FROM audit_log");
        all.put("record an export", "SELECT record_export('transactions', '', NULL)");
        all.put("audit as a trigger", "SELECT audit_plain_write()");
        all.put("open the audit's rows", "ALTER TABLE audit_log DISABLE ROW LEVEL SECURITY");
        all.put("read around the audit's rows", "CREATE POLICY mine ON audit_log USING (true)");
        all.put("switch off a watched table", "ALTER TABLE token_package_drafts DISABLE TRIGGER audited_changed");
        all.put("read operators", "SELECT * FROM operators");
        all.put("read wallets", "SELECT * FROM user_tokens");
        all.put("read the ledger", "SELECT * FROM token_transactions");
        all.put("read users without contact", "SELECT id, first_name FROM users");
        all.put("read a webhook's payload", "SELECT payload FROM webhook_logs");
        all.put("forge an event", "INSERT INTO webhook_logs (stripe_event_id) VALUES ('evt_x')");
        all.put("change an event", "UPDATE webhook_logs SET status = 'processed'");
        all.put("delete an event", "DELETE FROM webhook_logs");
        all.put(
                "receive an event",
                "SELECT receive_event('evt_x', 'x', NULL, false, NULL, now(), NULL, NULL, '\\x00', NULL)");
        all.put("claim events", "SELECT * FROM claim_events(0, 1)");
        all.put("finish an event", "SELECT finish_event(0, 0, 'processed', NULL, NULL, NULL, NULL)");
        all.put("replay an event", "SELECT replay_event(0, 'a reason')");
        all.put("read an event", "SELECT read_event(0)");
        all.put("close an order", "SELECT * FROM close_order(0, 'x', 'failed')");
        all.put("note a price of Stripe's", "SELECT note_stripe_price(1, 1, 'prod_x', 'price_x')");
        all.put("write a price of Stripe's", "UPDATE token_package_prices SET stripe_price_id = 'price_x'");
        all.put("charge an older price", "UPDATE token_packages SET stripe_price_id = 'price_x'");
        all.put("change a run of the catalogue", "UPDATE catalogue_runs SET state = 'done'");
        all.put("delete a run of the catalogue", "DELETE FROM catalogue_runs");
        all.put("begin a run of the catalogue", "SELECT * FROM begin_catalogue_run(NULL)");
        all.put("advance a run of the catalogue", "SELECT * FROM advance_catalogue_run(0, 1, 1, NULL, NULL)");
        all.put("end a run of the catalogue", "SELECT * FROM finish_catalogue_run(0, 'done', '{}', NULL, NULL)");
        all.put("ask for the catalogue to be looked at", "SELECT * FROM request_catalogue_look()");
        all.put("ask for the catalogue to be sent", "SELECT * FROM request_catalogue_sending(1)");
        all.put("read the runs of the catalogue", "SELECT * FROM catalogue_runs");
        all.put("write a reconciliation run", "UPDATE reconciliation_runs SET id = id WHERE false");
        all.put("rewrite what a finding was told", "UPDATE finding_notes SET text = 'gone' WHERE false");
        all.put("make payments agree in the report", "UPDATE reconciliation_items SET ledger_pence = stripe_pence");
        all.put("make a payout add up", "UPDATE stripe_payouts SET items_net_pence = amount_pence");
        all.put("write a draft", "DELETE FROM token_package_drafts WHERE false");
        all.put("reveal a contact", "SELECT * FROM reveal_contact(" + user + ", 'a reason')");
        all.put("adjust", "SELECT * FROM adjust_tokens('adjust', " + user + ", 1, 1, 'goodwill', 'a note')");
        all.put("post as the service", "SELECT * FROM post_tokens('post', " + user + ", 'consumption', 1)");
        all.put(
                "gather as the service",
                "SELECT * FROM post_gathered('{gathered}', '{" + user
                        + "}', '{consumption}', '{1}', '{-1}', '{NULL}', '{NULL}',"
                        + " '{NULL}', '{NULL}', '{NULL}', '{NULL}', '{NULL}', '{NULL}')");
        all.put("create an operator", "SELECT * FROM create_operator('x', 'x', 'admin', 'x', 'x')");
        bulkAttempts(all);
        outboxAttempts(all);
        disputeAttempts(all);
        checkoutAttempts(all);
        return all;
    }

    private void bulkAttempts(Map<String, String> all) {
        all.put("read batches", "SELECT * FROM bulk_rows, bulk_batches");
        all.put("slip a row into a batch", "INSERT INTO bulk_rows (batch_id, row_no) VALUES (1, 1)");
        all.put("change a batch's rows", "UPDATE bulk_rows SET user_id = 1, tokens = 1000000");
        all.put("run a batch once more", "UPDATE bulk_batches SET state = 'prepared', done_user_id = 0");
        all.put("make a batch one's own", "UPDATE bulk_batches SET created_by = session_user");
        all.put("forget a batch", "DELETE FROM bulk_batches");
        all.put("truncate batches", "TRUNCATE bulk_batches CASCADE");
        all.put("cancel behind the door", "INSERT INTO bulk_cancellations (batch_id) VALUES (1)");
        all.put("post a batch privately", "SELECT bulk_apply('x', '{}')");
        all.put("note a result privately", "SELECT bulk_note(1, '{}')");
        all.put("save a batch privately", "SELECT bulk_save(NULL)");
        all.put("make a batch", "SELECT * FROM make_bulk_batch('k', 't', 'valid_ones', '[]')");
        all.put("run a batch", "SELECT * FROM run_bulk_batch('k')");
        all.put("cancel a batch", "SELECT * FROM cancel_bulk_batch('k')");
        all.put("rehearse a batch", "SELECT * FROM bulk_rehearse('[]')");
        all.put("ask for a batch", "SELECT * FROM request_bulk_batch('k', 'a note')");
        all.put("look at a batch's limits", "SELECT * FROM bulk_limits('[]')");
        all.put("approve a batch oneself", "UPDATE bulk_batches SET request_id = 1, approved_debts = '{}'");
        all.put("approve a batch privately", "SELECT approval_perform_bulk(NULL)");
    }

    private static void disputeAttempts(Map<String, String> all) {
        all.put("release a review by hand", "UPDATE risk_reviews SET state = 'released', tokens_held = 0");
        all.put("write a fraud rule", "INSERT INTO fraud_rules (name) VALUES ('mine')");
        all.put("unblock by hand", "UPDATE user_blocks SET ended_at = now()");
        all.put("post a risk release", "SELECT risk_post(r, 1::smallint, 1) FROM risk_reviews r");
        all.put("read disputes", "SELECT * FROM stripe_disputes, dispute_answers");
        all.put("win a dispute", "UPDATE stripe_disputes SET phase = 'won'");
        all.put("forge a dispute", "INSERT INTO stripe_disputes (id) VALUES ('dp_x')");
        all.put("delete a dispute", "DELETE FROM stripe_disputes");
        all.put("write evidence", "UPDATE dispute_answers SET texts = '{}'");
        all.put("book a dispute", "SELECT book_dispute('{}', NULL, 0)");
        all.put("hold tokens", "SELECT dispute_settle(1, 0)");
        all.put("draft evidence", "SELECT save_dispute_evidence('dp_x', '{}', 0)");
        all.put("send evidence", "SELECT submit_dispute_evidence('dp_x', 0)");
        all.put("give a dispute up", "SELECT accept_dispute('dp_x', 'why')");
        all.put(
                "give a dispute up as somebody",
                "SELECT dispute_ask(d, 'dispute_close', '{}', 'x') FROM stripe_disputes d");
    }

    private void checkoutAttempts(Map<String, String> all) {
        all.put("make an order", "SELECT * FROM create_order('k-' || random(), " + user + ", 1)");
        all.put("make an order privately", "SELECT ledger_make_order('k', " + user + ", 1, 1, 'x')");
        all.put("ask for a checkout", "SELECT * FROM request_checkout('r-' || random(), " + user + ", 1, 1)");
        // Who could say this would have a stranger's payment credited to a friend.
        all.put(
                "say which checkout is whose",
                "SELECT attach_checkout(id, 'cs_x' || id) FROM token_orders WHERE false");
        all.put("end orders", "SELECT expire_orders(0)");
        all.put("end a checkout privately", "SELECT ledger_end_checkout(1, 'cs_x')");
        all.put("read orders", "SELECT stripe_checkout_url FROM token_orders");
        all.put("change a link", "UPDATE token_orders SET stripe_checkout_url = 'https://elsewhere.example'");
        all.put("have an order live longer", "UPDATE token_orders SET expires_at = now() + interval '1 day'");
    }

    private static void outboxAttempts(Map<String, String> all) {
        all.put("read requests to Stripe", "SELECT * FROM stripe_outbox");
        all.put("ask Stripe behind the doors", "INSERT INTO stripe_outbox (kind) VALUES ('refund')");
        all.put("ask Stripe privately", "SELECT outbox_put('refund', 'k', 'order', '1', '{}')");
        all.put("change a request to Stripe", "UPDATE stripe_outbox SET status = 'done'");
        all.put("forget a request to Stripe", "DELETE FROM stripe_outbox");
        all.put("forget all requests to Stripe", "TRUNCATE stripe_outbox");
        all.put("open the outbox's rows", "ALTER TABLE stripe_outbox DISABLE ROW LEVEL SECURITY");
        all.put("claim requests to Stripe", "SELECT * FROM claim_outbox(0, 1, '{}')");
        all.put("finish a request to Stripe", "SELECT finish_outbox(0, 0, 'done', NULL, NULL, NULL, NULL)");
        all.put("fail a request to Stripe", "SELECT fail_outbox(0, 0, 'x', '{}'), release_outbox(0, 0)");
        all.put("read refunds", "SELECT * FROM stripe_refunds");
        all.put("make a refund up", "INSERT INTO stripe_refunds (id) VALUES ('re_x')");
        all.put("change a refund", "UPDATE stripe_refunds SET status = 'failed'");
        all.put("forget a refund", "DELETE FROM stripe_refunds");
        all.put("book refunds", "SELECT * FROM book_refund('pi_x', NULL, 1, 'gbp', '[]')");
        all.put("settle refunds privately", "SELECT refund_settle(1), refund_post('re_x', 1)");
        all.put("refund", "SELECT * FROM refund_order('k', 0, 1, 'other', 'a note')");
        all.put("refund privately", "SELECT refund_put(NULL, 'k', 1, 'other', 'a note', 'me', NULL)");
        all.put("approve a refund privately", "SELECT approval_perform_refund(NULL)");
        all.put("ask for a refund", "SELECT * FROM request_refund('k', 0, 1, 'other', 'a note')");
        all.put("rehearse a refund", "SELECT preview_refund(0, 1)");
        all.put("look at what is left to refund", "SELECT order_refund_left(0)");
        all.put("send a request to Stripe again", "SELECT retry_outbox(0, 'a reason')");
    }

    private void denied(String role, String statement) {
        assertThatThrownBy(() -> people.as(role).execute(statement), "%s: %s", role, statement)
                .isInstanceOfSatisfying(
                        Sql.SqlFailure.class,
                        failure -> assertThat(failure.state())
                                .as(failure.getMessage())
                                .isEqualTo(DENIED));
    }

    @Test
    void h14_noRoleBecomesAnother() {
        for (String role : people.logins().keySet()) {
            for (String other : people.logins().keySet()) {
                if (!role.equals(other)) {
                    denied(role, "SET ROLE " + other);
                }
            }
        }
    }

    @Test
    void h14_theMatrixGrantsWhatItSays() {
        Map<String, String> attempts = attempts();
        List<String> refused = new ArrayList<>();
        for (String role : people.logins().keySet()) {
            for (String attempt : List.of(
                    "read the audit",
                    "read operators",
                    "read wallets",
                    "read the ledger",
                    "read users without contact",
                    "read a webhook's payload",
                    "write a reconciliation run",
                    "write a draft",
                    "reveal a contact",
                    "read requests",
                    "ask for an adjustment",
                    "read the seals",
                    "read the runs of the proof",
                    "read how wallets were proven",
                    "ask for a run of the proof",
                    "begin a run of the proof")) {
                if (allowed(role, attempt)) {
                    try {
                        people.as(role).execute(attempts.get(attempt));
                    } catch (Sql.SqlFailure failure) {
                        refused.add(role + ": " + attempt + ": " + failure.getMessage());
                    }
                }
            }
        }
        assertThat(refused).isEmpty();
    }

    /// Even a login that may make temporary tables cannot put one before ours.
    @Test
    void h14_aTemporaryTableDoesNotHijackADoor() throws Exception {
        Credentials login = people.login("tokens_support");
        String name = database.profile().database();
        database.sql().execute("GRANT TEMPORARY ON DATABASE \"" + name + "\" TO " + login.login());
        try (var connection = database.sqlAs(login).source().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE TEMP TABLE reason_codes AS SELECT 'mine'::varchar AS code, true AS for_grant,"
                    + " true AS for_take, 1 AS display_order, true AS is_active");
            statement.execute("GRANT ALL ON pg_temp.reason_codes TO PUBLIC");
            assertThatThrownBy(() -> statement.execute(
                            "SELECT * FROM adjust_tokens('hijack', " + user + ", 1, 1, 'mine', 'a note')"))
                    .hasMessageContaining("reason_code_unknown");
        } finally {
            database.sql().execute("REVOKE TEMPORARY ON DATABASE \"" + name + "\" FROM " + login.login());
        }
    }
}
