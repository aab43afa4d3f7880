package com.arzani.tokens.proof;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.ledger.ProofReport.Difference;
import com.arzani.tokens.ledger.ProofReport.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Compares the seals with their signatures, their chain, the file outside and the ledger itself. What a seal holds and
/// the
/// ledger does not have any more was taken back or rewritten after it was sealed, whoever did it.
public final class SealProof {
    private static final int MOST = 200;
    private static final String CHANGED = """
            SELECT h.user_id, h.seal_number, h.wallet_seq, t.id FROM ledger_seal_heads h
            LEFT JOIN token_entry_keys k ON k.user_id = h.user_id AND k.wallet_seq = h.wallet_seq
            LEFT JOIN token_transactions t ON t.created_at = k.created_at AND t.id = k.entry_id AND t.user_id = h.user_id
                AND t.wallet_seq = h.wallet_seq
            WHERE h.seal_number >= ? AND t.entry_hash IS DISTINCT FROM h.head_hash
            ORDER BY h.user_id, h.seal_number""";
    private static final String BEHIND = """
            SELECT w.user_id, w.wallet_seq, h.wallet_seq AS sealed_seq, h.seal_number FROM user_tokens w
            JOIN LATERAL (SELECT * FROM ledger_seal_heads h WHERE h.user_id = w.user_id ORDER BY h.seal_number DESC LIMIT 1) h
                ON true
            WHERE w.wallet_seq < h.wallet_seq ORDER BY w.user_id""";
    private static final String ALL_HEADS =
            "SELECT user_id, seal_number, wallet_seq, head_hash FROM ledger_seal_heads ORDER BY seal_number, user_id";

    private final SealTable table;
    private final SealFile file;
    private final TrustedKeys trusted;

    public SealProof(Database database, SealFile file, TrustedKeys trusted) {
        this.table = new SealTable(database);
        this.file = file;
        this.trusted = trusted;
    }

    /// What was compared, and what does not agree.
    public record Report(long seals, long fileLines, List<Difference> differences) {
        public Report {
            differences = List.copyOf(differences);
        }
    }

    /// Compares.
    ///
    /// @param everything true for the wallets of all seals, false for those of the last one; chain, signatures and file
    /// are
    ///                   always compared whole
    public Report run(boolean everything) {
        List<SealFile.Line> lines = file.lines();
        return table.inSnapshot(connection -> {
            List<Difference> found = new ArrayList<>();
            List<SealTable.Row> rows = new ArrayList<>(SealTable.rows(connection, Long.MAX_VALUE, Integer.MAX_VALUE));
            rows.sort((one, other) ->
                    Long.compare(one.seal().seal().number(), other.seal().seal().number()));
            chain(rows, found);
            file(rows, lines, found);
            if (!rows.isEmpty()) {
                long last = rows.getLast().seal().seal().number();
                entries(connection, everything ? 1 : last, found);
                if (everything) {
                    roots(connection, rows, found);
                } else {
                    lastRoot(connection, rows.getLast(), found);
                }
            }
            return new Report(rows.size(), lines.size(), found);
        });
    }

    private static void tell(List<Difference> found, String detail) {
        found.add(new Difference(Kind.SEAL, 0, detail));
    }

    private void chain(List<SealTable.Row> rows, List<Difference> found) {
        Seal before = null;
        for (SealTable.Row row : rows) {
            Seal seal = row.seal().seal();
            long expected = before == null ? 1 : before.number() + 1;
            if (seal.number() != expected) {
                tell(found, "seal " + expected + " is missing from the table");
            } else if (!HashTree.same(seal.previous(), before == null ? Seal.beforeTheFirst() : before.hash())) {
                tell(found, "seal " + seal.number() + " does not follow the seal before it");
            }
            if (!HashTree.same(row.claimedHash(), seal.hash())) {
                tell(found, "seal " + seal.number() + " was altered in the table: its words do not give its hash");
            }
            signed(row.seal(), "in the table", found);
            before = seal;
        }
    }

    private void signed(SignedSeal seal, String where, List<Difference> found) {
        String name = "seal " + seal.seal().number() + " " + where;
        if (!seal.isSigned()) {
            tell(found, name + " has a signature that is not of its words");
        } else if (!trusted.holds(seal.signature())) {
            tell(
                    found,
                    name + " is signed with a key nobody named, "
                            + seal.signature().fingerprint());
        }
    }

    private void file(List<SealTable.Row> rows, List<SealFile.Line> lines, List<Difference> found) {
        Map<Long, SignedSeal> kept = new HashMap<>();
        for (SealFile.Line line : lines) {
            if (line.seal().isEmpty()) {
                tell(found, "line " + line.number() + " of the seal file is not a whole seal");
                continue;
            }
            SignedSeal seal = line.seal().get();
            kept.put(seal.seal().number(), seal);
            if (seal.seal().number() != line.number()) {
                tell(
                        found,
                        "line " + line.number() + " of the seal file holds seal "
                                + seal.seal().number());
            }
            signed(seal, "in the seal file", found);
        }
        for (SealTable.Row row : rows) {
            SignedSeal seal = row.seal();
            SignedSeal inFile = kept.remove(seal.seal().number());
            if (inFile == null) {
                tell(found, "seal " + seal.seal().number() + " is in the table, but missing from the seal file");
            } else if (!inFile.line().equals(seal.line())) {
                tell(found, "seal " + seal.seal().number() + " is not the same in the table and in the seal file");
            }
        }
        new TreeMap<>(kept)
                .keySet()
                .forEach(number -> tell(found, "seal " + number + " is in the seal file, but missing from the table"));
    }

    private static void entries(Connection connection, long fromSeal, List<Difference> found) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(CHANGED)) {
            statement.setLong(1, fromSeal);
            SealTable.stream(statement, row -> {
                long entry = row.getLong("id");
                String what = entry == 0 ? "is gone or has lost its key" : "is not what it was";
                add(
                        found,
                        new Difference(
                                Kind.SEAL,
                                row.getLong("user_id"),
                                entry,
                                "entry number " + row.getLong("wallet_seq") + " " + what + " when seal "
                                        + row.getLong("seal_number") + " was made"));
            });
        }
        try (PreparedStatement statement = connection.prepareStatement(BEHIND)) {
            SealTable.stream(
                    statement,
                    row -> add(
                            found,
                            new Difference(
                                    Kind.SEAL,
                                    row.getLong("user_id"),
                                    "the wallet ends with entry number " + row.getLong("wallet_seq") + ", but seal "
                                            + row.getLong("seal_number") + " holds number "
                                            + row.getLong("sealed_seq"))));
        }
    }

    private static void add(List<Difference> found, Difference difference) {
        if (found.size() < MOST) {
            found.add(difference);
        }
    }

    /// All wallets' leaves stay in memory here, 32 bytes each and what a map needs.
    private static void roots(Connection connection, List<SealTable.Row> rows, List<Difference> found)
            throws SQLException {
        TreeMap<Long, byte[]> leaves = new TreeMap<>();
        int[] at = {0};
        try (PreparedStatement statement = connection.prepareStatement(ALL_HEADS)) {
            SealTable.stream(statement, row -> {
                long number = row.getLong("seal_number");
                while (at[0] < rows.size() && rows.get(at[0]).seal().seal().number() < number) {
                    compareRoot(rows.get(at[0]++), leaves, found);
                }
                SealTable.Head head = SealTable.head(row);
                leaves.put(head.userId(), head.leaf());
            });
        }
        while (at[0] < rows.size()) {
            compareRoot(rows.get(at[0]++), leaves, found);
        }
    }

    private static void compareRoot(SealTable.Row row, TreeMap<Long, byte[]> leaves, List<Difference> found) {
        HashTree tree = new HashTree();
        leaves.values().forEach(tree::add);
        compareRoot(row, tree, found);
    }

    private static void lastRoot(Connection connection, SealTable.Row last, List<Difference> found)
            throws SQLException {
        HashTree tree = new HashTree();
        SealTable.heads(connection, last.seal().seal().number(), head -> tree.add(head.leaf()));
        compareRoot(last, tree, found);
    }

    private static void compareRoot(SealTable.Row row, HashTree tree, List<Difference> found) {
        Seal seal = row.seal().seal();
        if (tree.leaves() != seal.wallets() || !HashTree.same(tree.root(), seal.root())) {
            tell(found, "the wallets kept with seal " + seal.number() + " do not give its root");
        }
    }
}
