package com.arzani.tokens.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.Credentials;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.Sql;
import com.arzani.tokens.database.testing.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/// Walks the catalogue: each door that writes is called and leaves a row of the audit or an entry of the ledger, or
/// stands in `untraced.txt` with the reason. A door added later is called here or stands there, else this fails.
@PostgresTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditCompletenessTest {
    private static final String DOORS = "SELECT p.proname FROM pg_proc p WHERE p.prosecdef AND p.provolatile = 'v'"
            + " AND p.pronamespace = 'public'::regnamespace AND p.prorettype <> 'trigger'::regtype";

    private final TestDatabase database;
    private final People people;
    private final long user;

    AuditCompletenessTest(TestDatabase database) {
        this.database = database;
        people = new People(database);
        user = people.userWith(40);
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private static Map<String, String> lines(String resource) throws IOException {
        try (InputStream in = AuditCompletenessTest.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .collect(Collectors.toMap(
                            line -> line.substring(0, line.indexOf(' ')),
                            line -> line.substring(line.indexOf(' ') + 1)));
        }
    }

    @Test
    void everyDoorThatWritesIsCalledHereOrHasAReason() throws IOException {
        Set<String> doors = database.sql().rows(DOORS).stream()
                .map(row -> row.get("proname").toString())
                .collect(Collectors.toCollection(TreeSet::new));
        Map<String, String> reasons = lines("/access/untraced.txt");
        assertThat(reasons.values()).noneMatch(String::isBlank);
        assertThat(reasons.keySet()).as("reasons for doors that are not there").isSubsetOf(doors);
        doors.removeAll(calls().keySet());
        doors.removeAll(reasons.keySet());
        // What is not called must at least say in its own text that it leaves a row.
        doors.removeAll(leavingARow());
        assertThat(doors)
                .as("call these in AuditCompletenessTest, or say in untraced.txt why they need no trace")
                .isEmpty();
    }

    /// The text of each function of ours, by name.
    private Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        database.sql()
                .rows(
                        "SELECT proname, coalesce(prosrc, '') AS text FROM pg_proc WHERE pronamespace = 'public'::regnamespace")
                .forEach(row -> texts.merge(
                        row.get("proname").toString(), row.get("text").toString(), (one, other) -> one + " " + other));
        return texts;
    }

    /// Those whose text writes the audit or an entry, or calls one that does.
    private Set<String> leavingARow() {
        Map<String, String> texts = texts();
        Set<String> leaving = new TreeSet<>();
        texts.forEach((name, text) -> {
            if (text.contains("INSERT INTO audit_log") || text.contains("INSERT INTO token_transactions")) {
                leaving.add(name);
            }
        });
        boolean more = true;
        while (more) {
            java.util.regex.Pattern calls =
                    java.util.regex.Pattern.compile("\\b(" + String.join("|", leaving) + ")\\(");
            more = texts.entrySet().stream()
                            .filter(one -> calls.matcher(one.getValue()).find())
                            .filter(one -> leaving.add(one.getKey()))
                            .count()
                    > 0;
        }
        return leaving;
    }

    @TestFactory
    Stream<DynamicTest> aCallLeavesATrace() {
        return calls().entrySet().stream()
                .map(call -> DynamicTest.dynamicTest(call.getKey(), () -> {
                    long before = traces();
                    call.getValue().run();
                    assertThat(traces()).as(call.getKey()).isGreaterThan(before);
                }));
    }

    private long traces() {
        return database.sql()
                .number("SELECT (SELECT count(*) FROM audit_log) + (SELECT count(*) FROM token_transactions)");
    }

    private Sql as(OperatorRole role) {
        return people.as(role.groupRole());
    }

    private Map<String, Runnable> calls() {
        Map<String, Runnable> calls = new LinkedHashMap<>();
        postings(calls);
        sales(calls);
        packages(calls);
        operators(calls);
        jobs(calls);
        calls.put(
                "reveal_contact",
                () -> as(OperatorRole.SUPPORT).rows("SELECT * FROM reveal_contact(?, 'asked')", user));
        calls.put(
                "record_export",
                () -> as(OperatorRole.FINANCE).rows("SELECT record_export('transactions', 'user:1', 1)"));
        return calls;
    }

    private void postings(Map<String, Runnable> calls) {
        calls.put(
                "adjust_tokens",
                () -> as(OperatorRole.SUPPORT)
                        .rows("SELECT * FROM adjust_tokens(?, ?, 1, 3, 'goodwill', 'note')", key(), user));
        calls.put(
                "post_tokens",
                () -> as(OperatorRole.SERVICE).rows("SELECT * FROM post_tokens(?, ?, 'consumption', 1)", key(), user));
        calls.put(
                "post_batch",
                () -> as(OperatorRole.SERVICE)
                        .rows(
                                "SELECT * FROM post_batch(jsonb_build_array(jsonb_build_object('operation_key', ?, 'user_id', ?,"
                                        + " 'transaction_type', 'consumption', 'tokens', 1)))",
                                key(),
                                user));
        calls.put("reverse_entry", () -> {
            long entry = database.sql()
                    .number(
                            "SELECT max(t.id) FROM token_transactions t WHERE transaction_type = 'consumption'"
                                    + " AND user_id = ? AND NOT EXISTS (SELECT FROM token_entry_keys k WHERE k.reverses = t.id)",
                            (int) user);
            as(OperatorRole.SUPPORT)
                    .rows("SELECT * FROM reverse_entry(?, ?, NULL, 'correction', 'note')", key(), entry);
        });
        calls.put("expire_lots", () -> {
            database.sql()
                    .execute("SET session_replication_role = replica; UPDATE token_lots SET expires_at ="
                            + " ledger_now() - interval '1 second' WHERE is_open AND user_id = " + user);
            as(OperatorRole.SERVICE).rows("SELECT expire_lots()");
            people.as("tokens_support")
                    .rows("SELECT * FROM adjust_tokens(?, ?, 1, 9, 'goodwill', 'note')", key(), user);
        });
    }

    private void sales(Map<String, Runnable> calls) {
        calls.put("create_order", this::order);
        calls.put(
                "request_checkout",
                () -> as(OperatorRole.SUPPORT).rows("SELECT * FROM request_checkout(?, ?, 1, 1)", key(), user));
        calls.put("attach_checkout", () -> {
            long order = order();
            as(OperatorRole.SERVICE).rows("SELECT * FROM attach_checkout(?, ?)", order, "cs_" + order);
        });
        calls.put("credit_order", () -> {
            long order = order();
            as(OperatorRole.SERVICE).rows("SELECT * FROM attach_checkout(?, ?)", order, "cs_" + order);
            long price = database.sql().number("SELECT price_pence FROM token_orders WHERE id = ?", order);
            as(OperatorRole.SERVICE)
                    .rows("SELECT * FROM credit_order(?, ?, ?, ?, 'gbp')", order, "cs_" + order, "pi_" + order, price);
        });
        calls.put("refund_order", () -> {
            long order = paidOrder();
            as(OperatorRole.FINANCE)
                    .rows("SELECT * FROM refund_order(?, ?, 100, 'customer_request', 'asked')", key(), order);
        });
        calls.put("request_refund", () -> {
            long order = paidOrder();
            as(OperatorRole.SUPPORT)
                    .rows("SELECT * FROM request_refund(?, ?, 100, 'customer_request', 'asked')", key(), order);
        });
        calls.put("book_refund", () -> {
            long order = paidOrder();
            as(OperatorRole.SERVICE)
                    .rows(
                            "SELECT * FROM book_refund(?, NULL, 1000, 'gbp', jsonb_build_array(jsonb_build_object('id', ?,"
                                    + " 'amount_pence', 500, 'currency', 'gbp', 'status', 'succeeded', 'made_at', now())))",
                            "pi_" + order,
                            "re_" + order);
        });
        for (String door : List.of("extend_boost", "end_boost", "expire_boosts")) {
            calls.put(door, () -> {
                long boost = boost(door.equals("expire_boosts") ? -1 : 24);
                switch (door) {
                    case "extend_boost" ->
                        as(OperatorRole.SUPPORT)
                                .rows("SELECT * FROM extend_boost(?, ?, 2, false, 'goodwill', 'note')", key(), boost);
                    case "end_boost" ->
                        as(OperatorRole.SUPPORT)
                                .rows("SELECT * FROM end_boost(?, ?, 'goodwill', 'note')", key(), boost);
                    default -> as(OperatorRole.SERVICE).rows("SELECT expire_boosts()");
                }
            });
        }
    }

    private long paidOrder() {
        long order = order();
        as(OperatorRole.SERVICE).rows("SELECT * FROM attach_checkout(?, ?)", order, "cs_" + order);
        as(OperatorRole.SERVICE)
                .rows("SELECT * FROM credit_order(?, ?, ?, 1000, 'gbp')", order, "cs_" + order, "pi_" + order);
        return order;
    }

    private long order() {
        return as(OperatorRole.SERVICE).number("SELECT id FROM create_order(?, ?, 1)", key(), user);
    }

    private long boost(int endsInHours) {
        long listing = database.sql()
                .number(
                        "INSERT INTO businesses (user_id, business_name, is_boosted, boost_level, boosted_until)"
                                + " VALUES (?, 'Shop', true, 1, ledger_now() + make_interval(hours => ?)) RETURNING id",
                        (int) user,
                        endsInHours);
        return database.sql()
                .number(
                        "INSERT INTO listing_boosts (business_id, user_id, boost_level, starts_at, ends_at) VALUES (?, ?, 1,"
                                + " ledger_now() - interval '1 day', ledger_now() + make_interval(hours => ?)) RETURNING id",
                        (int) listing,
                        (int) user,
                        endsInHours);
    }

    private void packages(Map<String, Runnable> calls) {
        calls.put("publish_package", () -> {
            long draft = draft();
            long version = database.sql().number("SELECT lock_version FROM token_package_drafts WHERE id = ?", draft);
            as(OperatorRole.PRODUCT).rows("SELECT * FROM publish_package(?, ?, 'new')", draft, (int) version);
        });
        calls.put(
                "request_catalogue_look",
                () -> as(OperatorRole.PRODUCT).rows("SELECT * FROM request_catalogue_look()"));
        calls.put("request_catalogue_sending", () -> {
            Sql service = as(OperatorRole.SERVICE);
            as(OperatorRole.PRODUCT).rows("SELECT * FROM request_catalogue_look()");
            long look = service.number("SELECT id FROM begin_catalogue_run(NULL)");
            service.rows("SELECT * FROM finish_catalogue_run(?, 'done', '{}', NULL, NULL)", look);
            as(OperatorRole.PRODUCT).rows("SELECT * FROM request_catalogue_sending(?)", look);
        });
        calls.put(
                "note_stripe_price",
                () -> as(OperatorRole.SERVICE)
                        .rows(
                                "SELECT note_stripe_price(2, (SELECT version FROM token_packages WHERE id = 2), 'prod_2', 'price_2')"));
        calls.put(
                "reorder_packages",
                () -> as(OperatorRole.PRODUCT)
                        .rows(
                                "SELECT * FROM reorder_packages((SELECT array_agg(id ORDER BY display_order DESC, id DESC) FROM"
                                        + " token_packages), (SELECT array_agg(version ORDER BY display_order DESC, id DESC) FROM token_packages),"
                                        + " 'turned')"));
        calls.put(
                "set_package_active",
                () -> as(OperatorRole.PRODUCT)
                        .rows("SELECT * FROM set_package_active(1, (SELECT version FROM token_packages WHERE id = 1),"
                                + " NOT (SELECT is_active FROM token_packages WHERE id = 1), 'test')"));
    }

    private long draft() {
        return as(OperatorRole.PRODUCT)
                .number("INSERT INTO token_package_drafts (name, token_amount, price_gbp, bonus_tokens, is_active,"
                        + " is_recommended, display_order) VALUES ('Draft', 10, 1000, 0, true, false, 9) RETURNING id");
    }

    private void operators(Map<String, Runnable> calls) {
        String login = "audited_" + key().substring(0, 8);
        String verifier = new Credentials(login, "a long enough password".toCharArray()).verifier();
        Sql admin = as(OperatorRole.ADMIN);
        calls.put(
                "create_operator",
                () -> admin.rows("SELECT * FROM create_operator(?, 'Ann', 'support', ?, 'new')", login, verifier));
        calls.put(
                "set_operator_role", () -> admin.rows("SELECT * FROM set_operator_role(?, 'finance', 'moved')", login));
        calls.put(
                "reset_operator_password",
                () -> admin.rows("SELECT * FROM reset_operator_password(?, ?, 'forgotten')", login, verifier));
        calls.put("disable_operator", () -> admin.rows("SELECT * FROM disable_operator(?, 'left')", login));
        calls.put("end_operator_sessions", () -> admin.rows("SELECT end_operator_sessions(?)", login));
        calls.put("enable_operator", () -> admin.rows("SELECT * FROM enable_operator(?, 'back')", login));
        calls.put("record_sign_in", () -> as(OperatorRole.SUPPORT).rows("SELECT * FROM record_sign_in()"));
    }

    private void jobs(Map<String, Runnable> calls) {
        calls.put(
                "resolve_finding",
                () -> as(OperatorRole.FINANCE).rows("SELECT * FROM resolve_finding(?, 'accepted', 'seen')", finding()));
        calls.put(
                "assign_finding",
                () -> as(OperatorRole.FINANCE)
                        .rows(
                                "SELECT * FROM assign_finding(?, ?)",
                                finding(),
                                database.login(OperatorRole.FINANCE).login()));
        calls.put(
                "comment_finding",
                () -> as(OperatorRole.FINANCE).rows("SELECT * FROM comment_finding(?, 'asked')", finding()));
        calls.put(
                "request_reconciliation",
                () -> as(OperatorRole.FINANCE).rows("SELECT * FROM request_reconciliation(false, NULL, NULL)"));
        calls.put(
                "cancel_reconciliation",
                () -> as(OperatorRole.FINANCE)
                        .rows(
                                "SELECT * FROM cancel_reconciliation(?)",
                                as(OperatorRole.SERVICE)
                                        .number(
                                                "INSERT INTO reconciliation_runs (status, window_from, window_to, stage)"
                                                        + " VALUES ('running', now(), now(), 'payments') RETURNING id")));
        calls.put("mark_finding_read", () -> as(OperatorRole.SUPPORT).rows("SELECT mark_finding_read(?)", finding()));
        calls.put("request_figure_proof", () -> as(OperatorRole.FINANCE).rows("SELECT * FROM request_figure_proof()"));
        calls.put("begin_proof_run", () -> as(OperatorRole.SERVICE).rows("SELECT * FROM begin_proof_run()"));
        calls.put(
                "finish_proof_run",
                () -> as(OperatorRole.SERVICE)
                        .rows(
                                "SELECT * FROM finish_proof_run(?, NULL)",
                                database.sql().number("SELECT id FROM ledger_proof_runs WHERE state = 'running'")));
        calls.put("request_backup", () -> as(OperatorRole.ADMIN).rows("SELECT * FROM request_backup()"));
        calls.put("request_backup_drill", () -> {
            long backup = database.sql()
                    .number("INSERT INTO backups (state, file, bytes, sha256, taken_at) VALUES ('good', 'x', 1, 'x',"
                            + " ledger_now()) RETURNING id");
            as(OperatorRole.ADMIN).rows("SELECT * FROM request_backup_drill(?)", backup);
        });
        calls.put("retry_outbox", () -> {
            long row = database.sql().number("SELECT outbox_put('tried', ?, 'order', '1', '{}')", key());
            as(OperatorRole.FINANCE).rows("SELECT retry_outbox(?, 'again')", row);
        });
        calls.put("make_partitions_ahead", () -> {
            database.advance(java.time.Duration.ofDays(45));
            as(OperatorRole.SERVICE).rows("SELECT make_partitions_ahead()");
        });
    }

    private long finding() {
        long run = as(OperatorRole.SERVICE)
                .number("INSERT INTO reconciliation_runs (status, window_from, window_to, stage)"
                        + " VALUES ('finished', now(), now(), 'done') RETURNING id");
        return as(OperatorRole.SERVICE)
                .number(
                        "INSERT INTO reconciliation_findings (fingerprint, finding_class, first_run_id, last_run_id)"
                                + " VALUES (?, 'R6', ?, ?) RETURNING id",
                        key(),
                        run,
                        run);
    }

    @Test
    void rowsWrittenByPlainStatementsLeaveTheirBeforeAndAfter() {
        long draft = draft();
        as(OperatorRole.PRODUCT)
                .execute("UPDATE token_package_drafts SET price_gbp = 1200, lock_version = lock_version + 1 WHERE id = "
                        + draft);
        as(OperatorRole.PRODUCT).execute("DELETE FROM token_package_drafts WHERE id = " + draft);
        var rows = database.sql()
                .rows(
                        "SELECT action, actor, before ->> 'price_gbp' AS was, after ->> 'price_gbp' AS now FROM audit_log"
                                + " WHERE subject_type = 'package_draft' AND subject_id = ? ORDER BY id",
                        Long.toString(draft));
        assertThat(rows)
                .extracting(row -> row.get("action") + " " + row.get("was") + " " + row.get("now"))
                .containsExactly(
                        "make_package_draft null 1000",
                        "change_package_draft 1000 1200",
                        "drop_package_draft 1200 null");
        assertThat(rows)
                .allMatch(row -> row.get("actor")
                        .equals(database.login(OperatorRole.PRODUCT).login()));
        long finding = finding();
        as(OperatorRole.SERVICE)
                .execute(
                        "UPDATE reconciliation_findings SET status = 'fixed', closed_at = now() WHERE id = " + finding);
        as(OperatorRole.SERVICE)
                .execute("UPDATE reconciliation_findings SET last_seen_at = now() WHERE id = " + finding);
        assertThat(database.sql()
                        .number(
                                "SELECT count(*) FROM audit_log WHERE subject_type = 'finding' AND subject_id = ?",
                                Long.toString(finding)))
                .isEqualTo(2);
    }

    @Test
    void everyTableThatALoginWritesDirectlyIsWatched() {
        assertThat(database.sql()
                        .rows("SELECT c.relname FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace ="
                                + " 'public'::regnamespace AND EXISTS (SELECT FROM pg_roles r WHERE r.rolname LIKE 'tokens\\_%'"
                                + " AND has_table_privilege(r.oid, c.oid, 'INSERT, UPDATE, DELETE')) AND NOT EXISTS (SELECT FROM"
                                + " pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname LIKE 'audited%')"))
                .isEmpty();
    }
}
