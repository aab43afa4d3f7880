package com.arzani.tokens.backup;

import com.arzani.tokens.database.Migrations;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/// What an archive holds, written into it: enough to refuse anything else before a byte of it is loaded.
///
/// @param format    version of this format
/// @param takenAt   the snapshot's moment, by the server's clock
/// @param server    version of PostgreSQL
/// @param schema    the migrations the database had, by history
/// @param firstMonth the month of the first entry as `YYYY-MM-DD`; null without entries
/// @param ledger    how every wallet stood
public record BackupManifest(
        int format,
        Instant takenAt,
        String server,
        Map<String, List<Migrations.Step>> schema,
        String firstMonth,
        List<Table> tables,
        List<Sequence> sequences,
        LedgerHeads ledger) {
    static final int FORMAT = 1;
    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    public BackupManifest {
        Objects.requireNonNull(takenAt);
        Objects.requireNonNull(server);
        Objects.requireNonNull(ledger);
        schema = Map.copyOf(schema);
        tables = List.copyOf(tables);
        sequences = List.copyOf(sequences);
        if (firstMonth != null) {
            require(DAY, firstMonth);
        }
    }

    /// The rows of one table, as COPY's text.
    ///
    /// @param bytes  before compression
    /// @param sha256 of those bytes
    public record Table(String schema, String name, List<String> columns, long rows, long bytes, String sha256) {
        public Table {
            require(NAME, schema);
            require(NAME, name);
            columns = List.copyOf(columns);
            columns.forEach(column -> require(NAME, column));
            require(SHA_256, sha256);
            if (columns.isEmpty() || rows < 0 || bytes < rows) {
                throw new IllegalArgumentException("impossible table " + name);
            }
        }

        /// Its entry in the archive.
        String entry() {
            return "data/" + schema + "." + name + ".copy";
        }
    }

    /// @param called false while it has given no number yet
    public record Sequence(String schema, String name, long value, boolean called) {
        public Sequence {
            require(NAME, schema);
            require(NAME, name);
        }
    }

    /// Rows of all tables.
    public long rows() {
        return tables.stream().mapToLong(Table::rows).sum();
    }

    /// The last migration of the console's schema.
    public String version() {
        return Optional.ofNullable(schema.get(Migrations.CONSOLE_HISTORY))
                .filter(steps -> !steps.isEmpty())
                .map(steps -> steps.getLast().version())
                .orElse("0");
    }

    private static void require(Pattern pattern, String text) {
        if (text == null || !pattern.matcher(text).matches()) {
            throw new IllegalArgumentException("not a name of ours");
        }
    }
}
