package com.arzani.tokens.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// The command over a built-in database that holds the specification's own tables.
class MigrateCommandTest {
    @Test
    void tellsWhatWasThereAndWhatIsHereAndCanRunAgain(@TempDir Path data) throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(data, Map.of("fsync", "off"));
                Connection connection = server.ownerSource().getConnection();
                Statement statement = connection.createStatement()) {
            for (String file : new String[] {"marketplace.sql", "sketch.sql", "sketch-data.sql"}) {
                statement.execute(text(file));
            }
        }

        String first = migrate(data);
        String second = migrate(data);

        assertThat(first.lines().map(line -> line.strip().replaceAll(" +", " ")))
                .contains(
                        "rows before tokens before rows here tokens here",
                        "Wallets 6 58 6 58",
                        "Entries 10 91 10 91",
                        "Differences 0 0 4 -19",
                        "Packages 3 511 2 510");
        assertThat(second.lines().skip(second.lines().count() - 7))
                .as("the second run changes nothing")
                .containsExactlyElementsOf(
                        first.lines().skip(first.lines().count() - 7).toList());
    }

    private static String migrate(Path data) {
        StringWriter told = new StringWriter();
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(told, true));
        assertThat(line.execute("migrate", "--data", data.toString())).isZero();
        return told.toString();
    }

    private static String text(String file) throws IOException {
        try (InputStream stream = MigrateCommandTest.class.getResourceAsStream("/legacy/" + file)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
