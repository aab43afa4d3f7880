package com.arzani.tokens.backup;

import com.arzani.tokens.database.ConnectionProfile;
import com.arzani.tokens.database.Credentials;
import com.arzani.tokens.database.OwnerWork;
import com.arzani.tokens.ledger.ProofReport;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.LongConsumer;
import javax.sql.DataSource;

/// Restores an archive into a scratch database beside the real one, proves it and throws it away: an untested backup is
/// no
/// backup (T14).
public final class Drill {
    private static final String PREFIX = "arzani_drill_";

    private final ConnectionProfile profile;
    private final Credentials owner;

    /// @param profile a database of the server to drill on; only connected to, for making the scratch database
    /// @param owner may make databases and run the migrations
    public Drill(ConnectionProfile profile, Credentials owner) {
        this.profile = profile;
        this.owner = owner;
    }

    /// What a drill found; the balances are equal, or it had failed.
    ///
    /// @param check of every byte of the file
    /// @param load  of schema and rows, until all wallets stood as in the archive
    /// @param proof of the restored ledger
    public record Result(BackupManifest manifest, Duration check, Duration load, Duration proof, ProofReport report) {
        public boolean green() {
            return report.differenceCount() == 0;
        }
    }

    /// Drills; the scratch database is dropped whatever happens.
    public Result run(Path file, LongConsumer progress) {
        long began = System.nanoTime();
        try (BackupArchive archive = BackupArchive.verified(file)) {
            final long checked = System.nanoTime();
            String scratch = make();
            try {
                Restore restore = new Restore(source(scratch));
                restore.load(archive, progress);
                final long loaded = System.nanoTime();
                ProofReport report = restore.prove(entries -> {});
                return new Result(
                        archive.manifest(),
                        Duration.ofNanos(checked - began),
                        Duration.ofNanos(loaded - checked),
                        Duration.ofNanos(System.nanoTime() - loaded),
                        report);
            } finally {
                drop(scratch);
            }
        }
    }

    /// Drops what killed drills left; only for whoever holds the one turn to drill on this server.
    public void clear() {
        OwnerWork.plainly(source(profile.database()), connection -> {
            for (String left : left(connection)) {
                drop(connection, left);
            }
            return null;
        });
    }

    private String make() {
        return OwnerWork.plainly(source(profile.database()), connection -> {
            String scratch = prefix(connection)
                    + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE " + scratch);
                // Else an operator could read customers there, and what the audit says of it would be dropped.
                statement.execute("REVOKE ALL ON DATABASE " + scratch + " FROM PUBLIC");
            }
            return scratch;
        });
    }

    /// Each database's drills have names of their own: several may live on one server.
    private static String prefix(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT oid FROM pg_database WHERE datname = current_database()")) {
            row.next();
            return PREFIX + row.getLong(1) + "_";
        }
    }

    private void drop(String scratch) {
        OwnerWork.plainly(source(profile.database()), connection -> {
            drop(connection, scratch);
            return null;
        });
    }

    private static void drop(Connection connection, String scratch) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + scratch + " WITH (FORCE)");
        }
    }

    private static List<String> left(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT datname FROM pg_database WHERE datname ~ '^"
                        + prefix(connection) + "[0-9a-f]{12}$' AND pg_has_role(datdba, 'USAGE')")) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        }
        return names;
    }

    private DataSource source(String database) {
        return new ConnectionProfile(
                        profile.name(), profile.host(), profile.port(), database, profile.rootCertificate())
                .ownerSource(owner, "arzani-drill");
    }
}
