package com.arzani.tokens.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.ConnectionProfile;
import com.arzani.tokens.database.Migrations;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.Sql;
import com.arzani.tokens.database.testing.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.ResourceLock;

/// Every table, column right, function, policy, guard and default privilege stands in `catalogue.txt`, one line each.
/// What
/// is
/// new fails here until somebody has read its line and added it: nothing slips in open.
@PostgresTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ResourceLock("roles of the server")
class CatalogueTest {
    private static final String WRITTEN = "/access/catalogue.txt";
    private static final Path FOUND = Path.of("target", "catalogue.txt");

    private final TestDatabase server;
    private final String name = "catalogue_" + UUID.randomUUID().toString().substring(0, 8);
    private final Sql sql;

    /// A database as it ships: the tests' template has another clock.
    CatalogueTest(TestDatabase server) {
        this.server = server;
        server.sql().execute("CREATE DATABASE " + name);
        ConnectionProfile other = server.profile();
        DataSource owner = new ConnectionProfile(name, other.host(), other.port(), name, other.rootCertificate())
                .ownerSource(server.superuserLogin(), "tests");
        Migrations.embedded(owner).migrate();
        sql = new Sql(owner);
    }

    @AfterAll
    void drop() {
        server.sql().execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }

    @Test
    void t13_theCatalogueIsTheWrittenOne() throws IOException {
        TreeSet<String> found = new TreeSet<>(lines());
        Files.write(FOUND, found);
        TreeSet<String> written = new TreeSet<>(text(WRITTEN)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList());

        TreeSet<String> unwritten = new TreeSet<>(found);
        unwritten.removeAll(written);
        TreeSet<String> gone = new TreeSet<>(written);
        gone.removeAll(found);
        assertThat(unwritten.isEmpty() && gone.isEmpty())
                .as(
                        "The database and src/test/resources%s differ.%nRead these and add them:%n%s%nTake these away:%n%s%n",
                        WRITTEN, String.join("\n", unwritten), String.join("\n", gone))
                .isTrue();
    }

    @Test
    void everyFunctionThatRunsAsItsOwnerHasItsSearchPathPinned() {
        assertThat(lines())
                .filteredOn(line -> line.startsWith("function ") && line.contains(" DEFINER"))
                .isNotEmpty()
                .allMatch(line -> line.contains("search_path=pg_catalog, public, pg_temp"));
    }

    @Test
    void nothingIsOpenToPublic() {
        assertThat(lines())
                .filteredOn(line -> line.contains("PUBLIC="))
                .allMatch(line -> line.startsWith("schema public ") || line.startsWith("database "));
    }

    @Test
    void theShippedClockIsTheServers() {
        assertThat(sql.value(
                        String.class, "SELECT btrim(prosrc) FROM pg_proc WHERE oid = 'ledger_now()'::regprocedure"))
                .isEqualTo("SELECT clock_timestamp()");
    }

    private List<String> lines() {
        return sql.rows(text("/access/catalogue.sql")).stream()
                .map(row -> row.get("line").toString())
                .toList();
    }

    private static String text(String resource) {
        try (InputStream stream = CatalogueTest.class.getResourceAsStream(resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }
}
