package com.arzani.tokens.backup;

import com.arzani.tokens.database.Migrations;
import com.arzani.tokens.database.OwnerWork;
import com.arzani.tokens.ledger.LedgerProof;
import com.arzani.tokens.ledger.ProofReport;
import com.arzani.tokens.problem.Rejected;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/// Loads a checked archive into an empty database (F24): the schema by the migrations of the archive's version, rights
/// included, then all rows in one transaction that ends only if every wallet stands as it stood. Killed anywhere, the
/// next restore begins anew.
public final class Restore {
    private static final int BUFFER = 1 << 16;
    private static final String COLUMNS = """
            SELECT c.oid::regclass::text, quote_ident(a.attname) FROM pg_class c
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
            WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
              AND (SELECT nspname FROM pg_namespace WHERE oid = c.relnamespace) IN ('public', 'simulator')""";
    private static final String PARTITIONS = "SET LOCAL ROLE tok_owner; SELECT public.ensure_partitions(p.month::date,"
            + " (public.ledger_now() AT TIME ZONE 'UTC' + interval '24 months')::date) FROM (VALUES ('%s')) AS p (month);"
            + " RESET ROLE";

    private final DataSource owner;

    /// @param owner connections of the empty database's owner: a login that may run the migrations
    public Restore(DataSource owner) {
        this.owner = owner;
    }

    /// Loads everything; gives the number of rows.
    ///
    /// @param progress gets the rows loaded so far
    /// @throws Rejected `backup_newer` if it was made by a newer program, `backup_damaged`
    /// @throws com.arzani.tokens.problem.Conflict `restore_not_empty`; nothing was changed
    public long load(BackupArchive archive, LongConsumer progress) {
        BackupManifest manifest = archive.manifest();
        Map<String, String> versions = new TreeMap<>();
        manifest.schema().forEach((history, steps) -> requireKnown(archive, history, steps, versions));
        EmptyTarget.begin(owner);
        versions.forEach(
                (history, version) -> Migrations.upTo(owner, history, version).migrate());
        return OwnerWork.inTransaction(owner, "SET LOCAL maintenance_work_mem = '256MB'", connection -> {
            long rows = fill(connection, archive, progress);
            LedgerHeads heads = LedgerHeads.read(connection);
            if (!heads.equals(manifest.ledger())) {
                throw new Rejected("backup_damaged", archive.file().toString());
            }
            EmptyTarget.finish(connection);
            return rows;
        });
    }

    /// Derives the restored ledger again from its entries.
    ///
    /// @param progress gets the entries proven so far
    public ProofReport prove(LongConsumer progress) {
        return OwnerWork.inTransaction(
                owner,
                "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",
                connection -> LedgerProof.over(connection, progress));
    }

    /// Every step the archive's database had must be one of ours, to the letter: else its rows fit no schema we can
    /// make.
    private void requireKnown(
            BackupArchive archive, String history, List<Migrations.Step> steps, Map<String, String> versions) {
        if (!Set.of(Migrations.CONSOLE_HISTORY, Migrations.SIMULATOR_HISTORY).contains(history)) {
            throw new Rejected("backup_newer", archive.file().toString());
        }
        List<Migrations.Step> known = Migrations.known(owner, history);
        if (!new HashSet<>(known).containsAll(steps)) {
            throw new Rejected("backup_newer", archive.file().toString());
        }
        if (!steps.isEmpty()) {
            versions.put(history, steps.getLast().version());
        }
    }

    private static long fill(Connection connection, BackupArchive archive, LongConsumer progress) throws SQLException {
        BackupManifest manifest = archive.manifest();
        requireFits(connection, manifest);
        try (Statement statement = connection.createStatement()) {
            if (manifest.firstMonth() != null) {
                statement.execute(PARTITIONS.formatted(manifest.firstMonth()));
            }
            List<String> tables = manifest.tables().stream()
                    .map(table -> table.schema() + "." + table.name())
                    .toList();
            RestedTables rested = RestedTables.rest(connection, tables);
            statement.execute("TRUNCATE " + String.join(", ", tables));
            long rows = 0;
            for (BackupManifest.Table table : manifest.tables()) {
                rows += copy(connection, archive, table);
                progress.accept(rows);
            }
            rested.restore();
            sequences(connection, manifest);
            refreshViews(connection);
            statement.execute("ANALYZE " + String.join(", ", tables));
            return rows;
        }
    }

    /// A column of the marketplace's own that our migrations do not make cannot be given back; that must be told before
    /// anything is loaded.
    private static void requireFits(Connection connection, BackupManifest manifest) throws SQLException {
        Map<String, Set<String>> there = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(COLUMNS)) {
            while (row.next()) {
                String table = row.getString(1);
                there.computeIfAbsent(table.contains(".") ? table : "public." + table, name -> new TreeSet<>())
                        .add(row.getString(2).replace("\"", ""));
            }
        }
        for (BackupManifest.Table table : manifest.tables()) {
            String name = table.schema() + "." + table.name();
            for (String column : table.columns()) {
                if (!there.getOrDefault(name, Set.of()).contains(column)) {
                    throw new Rejected("backup_does_not_fit", name + "." + column);
                }
            }
        }
    }

    private static long copy(Connection connection, BackupArchive archive, BackupManifest.Table table)
            throws SQLException {
        List<String> columns = new ArrayList<>();
        table.columns().forEach(column -> columns.add("\"" + column + "\""));
        String statement =
                "COPY " + table.schema() + "." + table.name() + " (" + String.join(", ", columns) + ") FROM STDIN";
        try (InputStream rows = archive.rows(table)) {
            return connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement, rows, BUFFER);
        } catch (IOException altered) {
            throw new Rejected(altered, "backup_damaged", archive.file().toString());
        }
    }

    private static void sequences(Connection connection, BackupManifest manifest) throws SQLException {
        try (PreparedStatement set = connection.prepareStatement("SELECT setval(?::regclass, ?, ?)")) {
            for (BackupManifest.Sequence sequence : manifest.sequences()) {
                set.setString(1, sequence.schema() + "." + sequence.name());
                set.setLong(2, sequence.value());
                set.setBoolean(3, sequence.called());
                set.execute();
            }
        }
    }

    private static void refreshViews(Connection connection) throws SQLException {
        List<String> views = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery(
                    "SELECT c.oid::regclass::text FROM pg_class c WHERE c.relkind = 'm' ORDER BY c.oid")) {
                while (row.next()) {
                    views.add(row.getString(1));
                }
            }
            for (String view : views) {
                statement.execute("REFRESH MATERIALIZED VIEW " + view);
            }
        }
    }
}
