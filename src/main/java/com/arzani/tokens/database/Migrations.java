package com.arzani.tokens.database;

import com.arzani.tokens.problem.TokenProblem;
import com.arzani.tokens.problem.Unavailable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/// Brings a database's schema up to what this program knows, forwards only, each step whole or not at all.
///
/// Run by the owner of the schema, never by an operator. Two programs at once are fine: the second waits for the first.
/// A database that already holds the marketplace's tables is taken as version 0.
public final class Migrations {
    /// The names of the two histories.
    public static final String CONSOLE_HISTORY = "flyway_schema_history";

    public static final String SIMULATOR_HISTORY = "simulator_schema_history";
    private static final String CONSOLE = "classpath:migrations/console";
    private static final String SIMULATOR = "classpath:migrations/simulator";
    /// Seconds to wait for another program's migration.
    private static final int LOCK_WAIT = 300;

    private final List<Flyway> histories;

    private Migrations(List<Flyway> histories) {
        this.histories = histories;
    }

    /// The console's schema, as on the company's server.
    public static Migrations console(DataSource owner) {
        return new Migrations(List.of(flyway(owner, CONSOLE, CONSOLE_HISTORY)));
    }

    /// The console's schema and the state of the Stripe simulator, as on the embedded server.
    public static Migrations embedded(DataSource owner) {
        return new Migrations(
                List.of(flyway(owner, CONSOLE, CONSOLE_HISTORY), flyway(owner, SIMULATOR, SIMULATOR_HISTORY)));
    }

    /// One history up to a version it had, for a backup's data.
    ///
    /// @param history [#CONSOLE_HISTORY] or [#SIMULATOR_HISTORY]
    public static Migrations upTo(DataSource owner, String history, String version) {
        Flyway whole = flyway(owner, history.equals(SIMULATOR_HISTORY) ? SIMULATOR : CONSOLE, history);
        return new Migrations(List.of(Flyway.configure(Migrations.class.getClassLoader())
                .configuration(whole.getConfiguration())
                .target(version)
                .load()));
    }

    /// One step of a history.
    ///
    /// @param checksum of its text
    public record Step(String version, int checksum) {
        public Step {
            java.util.Objects.requireNonNull(version);
        }
    }

    /// The steps of one history that this program brings along.
    public static List<Step> known(DataSource owner, String history) {
        return steps(
                owner,
                history,
                info -> info.getState() != MigrationState.FUTURE_SUCCESS
                        && info.getState() != MigrationState.FUTURE_FAILED);
    }

    /// The steps of one history that a database has; none where the history is not kept.
    public static List<Step> applied(DataSource owner, String history) {
        return steps(owner, history, info -> info.getState().isApplied());
    }

    private static List<Step> steps(DataSource owner, String history, Predicate<MigrationInfo> wanted) {
        Flyway flyway = flyway(owner, history.equals(SIMULATOR_HISTORY) ? SIMULATOR : CONSOLE, history);
        try {
            return Arrays.stream(flyway.info().all())
                    .filter(info -> info.getVersion() != null && info.getChecksum() != null)
                    .filter(wanted)
                    .map(info -> new Step(info.getVersion().getVersion(), info.getChecksum()))
                    .toList();
        } catch (FlywayException failure) {
            throw problem(failure);
        }
    }

    /// One set of migrations at any place of the class path.
    static Migrations at(DataSource owner, String location, String historyTable) {
        return new Migrations(List.of(flyway(owner, location, historyTable)));
    }

    /// How a database stands to this program.
    ///
    /// @param pending versions this program would apply
    /// @param unknown versions found in the database that this program does not know
    public record State(List<String> pending, List<String> unknown) {
        public State {
            pending = List.copyOf(pending);
            unknown = List.copyOf(unknown);
        }

        public boolean current() {
            return pending.isEmpty() && unknown.isEmpty();
        }

        /// The database lacks something: an operator's program stops and says so.
        public boolean older() {
            return !pending.isEmpty();
        }

        /// The database is ahead of this program: nothing may be written.
        public boolean newer() {
            return !unknown.isEmpty();
        }
    }

    /// Applies what is missing; gives the number of steps made.
    ///
    /// @throws Unavailable `migration_failed` with the step and the reason; nothing of that step is kept
    public int migrate() {
        int made = 0;
        for (Flyway history : histories) {
            try {
                made += history.migrate().migrationsExecuted;
            } catch (FlywayException failure) {
                throw problem(failure);
            }
        }
        return made;
    }

    /// Looks without changing anything.
    public State state() {
        List<String> pending = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (Flyway history : histories) {
            try {
                for (MigrationInfo info : history.info().all()) {
                    sort(info, pending, unknown);
                }
            } catch (FlywayException failure) {
                throw problem(failure);
            }
        }
        return new State(pending, unknown);
    }

    private static void sort(MigrationInfo info, List<String> pending, List<String> unknown) {
        String name = info.getVersion() == null
                ? info.getDescription()
                : info.getVersion().getVersion();
        MigrationState state = info.getState();
        if (state == MigrationState.PENDING || state == MigrationState.OUTDATED || state == MigrationState.IGNORED) {
            pending.add(name);
        } else if (state == MigrationState.FUTURE_SUCCESS || state == MigrationState.FUTURE_FAILED) {
            unknown.add(name);
        }
    }

    private static TokenProblem problem(FlywayException failure) {
        TokenProblem sql = SqlProblems.of(failure).orElse(null);
        if (sql instanceof Unavailable) {
            return sql;
        }
        return new Unavailable(failure, "migration_failed", reason(failure));
    }

    /// The step and the server's own sentence: whoever runs a migration needs both.
    private static String reason(FlywayException failure) {
        String step = String.valueOf(failure.getMessage())
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("---"))
                .findFirst()
                .orElse("");
        String sentence = SqlProblems.sentence(failure);
        return sentence.isEmpty() ? step : step + ": " + sentence;
    }

    private static Flyway flyway(DataSource owner, String location, String historyTable) {
        return Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(owner)
                .locations(location)
                .failOnMissingLocations(false)
                .defaultSchema("public")
                .table(historyTable)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .baselineDescription("before the console")
                .placeholderReplacement(false)
                .validateMigrationNaming(true)
                .outOfOrder(false)
                .cleanDisabled(true)
                .lockRetryCount(LOCK_WAIT)
                .load();
    }
}
