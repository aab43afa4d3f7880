package com.arzani.tokens.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The same directions read from the `import` lines: the compiler copies constants, so bytecode does not show where
/// they
/// came from.
class ImportLinesTest {
    private static final Path SOURCES = Path.of("src/main/java/com/arzani/tokens");
    private static final Pattern IMPORT =
            Pattern.compile("^import (?:static )?([\\w.]+?)(?:\\.\\*)?;", Pattern.MULTILINE);
    private static final String DOMAIN =
            "database|ledger|market|catalog|payments|reconciliation|insight|protection|operations|proof|demonstration|throttle";

    private record Line(String place, String imported) {}

    private static List<Line> lines() throws IOException {
        List<Line> lines = new ArrayList<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                Matcher matcher = IMPORT.matcher(Files.readString(file));
                String place = SOURCES.relativize(file).toString().replace('\\', '/');
                while (matcher.find()) {
                    lines.add(new Line(place, matcher.group(1)));
                }
            }
        }
        assertThat(lines).as("import lines").hasSizeGreaterThan(100);
        return lines;
    }

    private static void none(String rule, Predicate<Line> broken) throws IOException {
        assertThat(lines().stream().filter(broken)).as(rule).isEmpty();
    }

    @Test
    void moneyAndProblemImportTheJdkAlone() throws IOException {
        none(
                "rule 1",
                line -> line.place.matches("(money|problem)/.*")
                        && !line.imported.matches("(java\\.|com\\.arzani\\.tokens\\.(money|problem)\\.).*"));
    }

    @Test
    void theDomainImportsNoScreen() throws IOException {
        none(
                "rule 2",
                line -> line.place.matches("(" + DOMAIN + ")/.*")
                        && line.imported.matches("(javafx\\.|com\\.arzani\\.tokens\\.(ui|screens|http|app)\\.).*"));
    }

    @Test
    void screensImportNoPersistence() throws IOException {
        none(
                "rule 3",
                line -> line.place.matches("(ui|screens|http)/.*")
                        && line.imported.matches("(org\\.hibernate|jakarta|java\\.sql|javax\\.sql)\\..*"));
    }

    @Test
    void onlyTheStripePackageImportsItsSdk() throws IOException {
        none("rule 4", line -> !line.place.startsWith("payments/stripe/") && line.imported.startsWith("com.stripe."));
    }

    @Test
    void theLedgerImportsTheDatabaseAlone() throws IOException {
        none(
                "rule 5",
                line -> line.place.startsWith("ledger/")
                        && line.imported.startsWith("com.arzani.tokens.")
                        && !line.imported.matches("com\\.arzani\\.tokens\\.(ledger|database|money|problem)\\..*"));
    }

    @Test
    void noScreenImportsAnother() throws IOException {
        none("rule 6", line -> {
            Matcher from = Pattern.compile("screens/(\\w+)/.*").matcher(line.place);
            Matcher to = Pattern.compile("com\\.arzani\\.tokens\\.screens\\.([a-z]\\w*)\\..*")
                    .matcher(line.imported);
            return from.matches() && to.matches() && !from.group(1).equals(to.group(1));
        });
    }

    @Test
    void viewModelsImportNoNodes() throws IOException {
        none(
                "rule 7",
                line -> line.place.endsWith("ViewModel.java")
                        && line.imported.matches("javafx\\.(scene|fxml|stage).*"));
    }
}
