package com.arzani.tokens.checker;

import com.arzani.tokens.ledger.LedgerProof;
import com.arzani.tokens.ledger.ProofReport;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The seven conditions that hold after whatever happened: balances, lots, keys, nothing negative, acknowledged is
/// present
/// and refused is absent (`Records`), the audit complete, the proof green.
final class Conditions {
    private final House house;
    private final Map<Long, WalletModel> wallets;
    private final Records records;
    private final Map<String, SeedRun.Looks> looks;

    Conditions(House house, Map<Long, WalletModel> wallets, Records records, Map<String, SeedRun.Looks> looks) {
        this.house = house;
        this.wallets = wallets;
        this.records = records;
        this.looks = looks;
    }

    void check() {
        balances();
        lots();
        keys();
        audit();
        proof();
    }

    /// Wallet, model, sum of deltas and the user's own copy say one number, which is not negative.
    private void balances() {
        List<Map<String, Object>> rows = house.sql.rows("""
                SELECT u.id, u.token_balance AS shown, coalesce(w.token_balance, 0) AS balance,
                    coalesce(w.tokens_owed, 0) AS owed, coalesce(w.wallet_seq, 0) AS seq, coalesce(t.delta, 0) AS delta,
                    coalesce(t.lowest, 0) AS lowest, coalesce(t.entries, 0) AS entries
                FROM users u LEFT JOIN user_tokens w ON w.user_id = u.id
                LEFT JOIN (SELECT user_id, sum(tokens_delta)::bigint AS delta, min(balance_after) AS lowest, count(*) AS entries
                           FROM token_transactions GROUP BY user_id) t ON t.user_id = u.id
                WHERE u.id = ANY (?::integer[])""", users());
        same("wallets", rows.size(), wallets.size());
        for (Map<String, Object> row : rows) {
            WalletModel wallet = wallets.get(Entry.number(row, "id"));
            same("balance of user " + wallet.user, Entry.number(row, "balance"), wallet.balance);
            same("sum of deltas of user " + wallet.user, Entry.number(row, "delta"), wallet.balance);
            same("balance shown with user " + wallet.user, Entry.number(row, "shown"), wallet.balance);
            same("debt of user " + wallet.user, Entry.number(row, "owed"), wallet.owed);
            same("number of user " + wallet.user, Entry.number(row, "seq"), wallet.seq);
            same("entries of user " + wallet.user, Entry.number(row, "entries"), wallet.seq);
            if (Entry.number(row, "lowest") < 0 || wallet.balance < 0 || wallet.owed < 0) {
                throw new CheckFailed("negative: " + row);
            }
        }
    }

    /// Each lot holds what the model says, within its tokens, and all of them together the balance.
    private void lots() {
        List<Map<String, Object>> rows = house.sql.rows(
                "SELECT user_id, entry_id, tokens, remaining FROM token_lots WHERE user_id = ANY (?::integer[])",
                users());
        Map<Long, Long> sums = new HashMap<>();
        for (Map<String, Object> row : rows) {
            long id = Entry.number(row, "entry_id");
            WalletModel.LotModel lot =
                    wallets.get(Entry.number(row, "user_id")).lots.get(id);
            if (lot == null) {
                throw new CheckFailed("nobody brought lot " + row);
            }
            same("tokens of lot " + id, Entry.number(row, "tokens"), lot.tokens);
            same("remaining of lot " + id, Entry.number(row, "remaining"), lot.remaining);
            if (lot.remaining < 0 || lot.remaining > lot.tokens) {
                throw new CheckFailed("a lot beyond its tokens: " + row);
            }
            sums.merge(Entry.number(row, "user_id"), lot.remaining, Long::sum);
        }
        same(
                "lots",
                rows.size(),
                wallets.values().stream().mapToInt(wallet -> wallet.lots.size()).sum());
        wallets.forEach(
                (user, wallet) -> same("sum of lots of user " + user, sums.getOrDefault(user, 0L), wallet.balance));
        draws();
    }

    private void draws() {
        Map<Long, Map<Long, Long>> found = new HashMap<>();
        house.sql
                .rows(
                        "SELECT d.entry_id, d.lot_id, d.tokens FROM token_lot_draws d JOIN token_lots l ON l.entry_id = d.lot_id"
                                + " WHERE l.user_id = ANY (?::integer[])",
                        users())
                .forEach(row -> found.computeIfAbsent(Entry.number(row, "entry_id"), id -> new HashMap<>())
                        .put(Entry.number(row, "lot_id"), Entry.number(row, "tokens")));
        posted().forEach(posted -> {
            Map<Long, Long> draws = found.getOrDefault(posted.entry().id(), Map.of());
            if (!draws.equals(posted.draws())) {
                throw new CheckFailed("entry " + posted.entry() + " drew " + draws + ", must be " + posted.draws());
            }
        });
    }

    /// Each key once; each entry has its key.
    private void keys() {
        long broken = house.sql.number("""
                SELECT count(*) FROM (SELECT * FROM token_transactions WHERE user_id = ANY (?::integer[])) t FULL JOIN
                    (SELECT *, count(*) OVER (PARTITION BY operation_key, operation_line) AS times FROM token_entry_keys
                     WHERE user_id = ANY (?::integer[])) k ON k.entry_id = t.id
                WHERE (k.operation_key, k.operation_line, k.wallet_seq, k.times)
                    IS DISTINCT FROM (t.operation_key, t.operation_line, t.wallet_seq, 1)""", users(), users());
        same("keys that disagree with entries", broken, 0);
    }

    private List<WalletModel.Posted> posted() {
        return wallets.values().stream()
                .flatMap(wallet -> wallet.posted.values().stream())
                .toList();
    }

    /// As PostgreSQL writes an array.
    private String users() {
        return wallets.keySet().toString().replace('[', '{').replace(']', '}');
    }

    /// Each entry names the login that asked for it, its program and its address; each look at an address is written
    /// down.
    private void audit() {
        for (WalletModel.Posted posted : posted()) {
            Entry.Signed by = posted.entry().signed();
            boolean asked = posted.entry().type().equals("expiry")
                    ? by.application() != null && house.known(by.actor(), by.application())
                    : askedFor(posted.entry());
            if (!asked || !"127.0.0.1".equals(by.address())) {
                throw new CheckFailed("an entry does not say truly who asked for it: " + posted.entry());
            }
        }
        looks.forEach(this::looked);
    }

    private void looked(String key, SeedRun.Looks expected) {
        long rows = house.sql.number(
                "SELECT count(*) FROM audit_log WHERE action = 'reveal_contact' AND reason = ? AND actor = ?"
                        + " AND client_address = '127.0.0.1' AND application_name = ?",
                key,
                house.login(Actor.SUPPORT),
                House.APPLICATION);
        if (rows < expected.shown() || rows > expected.shown() + expected.unknown()) {
            throw new CheckFailed(rows + " rows about the look " + key + ", must be " + expected);
        }
    }

    private boolean askedFor(Entry entry) {
        return records.attempts().get(entry.key()).stream()
                .filter(attempt -> !attempt.outcome().refused())
                .map(attempt -> attempt.step().actor())
                .anyMatch(actor -> house.login(actor).equals(entry.signed().actor())
                        && house.application(actor).equals(entry.signed().application()));
    }

    private void proof() {
        ProofReport report = new LedgerProof(house.of(Actor.SERVICE)).run(count -> {});
        if (!report.isClean()) {
            throw new CheckFailed("the proof is red: " + report.differences());
        }
    }

    private static void same(String what, long actual, long expected) {
        if (actual != expected) {
            throw new CheckFailed(what + " is " + actual + ", must be " + expected);
        }
    }
}
