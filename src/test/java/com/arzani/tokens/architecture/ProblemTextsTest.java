package com.arzani.tokens.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.ui.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every problem that Java or SQL can raise has a sentence for people, and is raised with all that sentence needs.
class ProblemTextsTest {
    private static final Pattern JAVA =
            Pattern.compile("new (?:Rejected|Conflict|Unavailable)\\(\\s*(?:\\w+,\\s*)?\"(\\w+)\"");
    private static final Pattern SQL = Pattern.compile("ledger_(?:reject|conflict)\\(\\s*'(\\w+)'");
    /// A function that names a refusal for its caller, who adds what there is to say.
    private static final Pattern REFUSAL = Pattern.compile("(?:refusal := |RETURN |THEN |ELSE )'([a-z]+(?:_[a-z]+)+)'");

    private static final Pattern REFUSING =
            Pattern.compile("refusal := .*|FUNCTION ledger_(?:malformed|service_refusal)");
    private static final Pattern PLACE = Pattern.compile("\\{(\\d)");

    private final Texts texts = Texts.load();

    private record Raised(Path file, String key, int arguments) {}

    @Test
    void everyProblemOfTheProgramHasItsSentence() throws IOException {
        List<Raised> raised = raised(Path.of("src/main/java"), ".java", JAVA);
        assertThat(raised).hasSizeGreaterThan(50);
        assertThat(raised.stream().map(this::lacking).flatMap(Stream::ofNullable))
                .isEmpty();
    }

    @Test
    void everyProblemOfTheDatabaseHasItsSentence() throws IOException {
        List<Raised> raised = raised(Path.of("migrations"), ".sql", SQL);
        assertThat(raised).hasSizeGreaterThan(25);
        assertThat(raised.stream().map(this::lacking).flatMap(Stream::ofNullable))
                .isEmpty();
    }

    @Test
    void everyRefusalOfAPostingHasItsSentence() throws IOException {
        List<String> missing = new ArrayList<>();
        int found = 0;
        for (Path file : files(Path.of("migrations"), ".sql")) {
            for (String function : Files.readString(file).split("(?=CREATE FUNCTION )")) {
                if (!REFUSING.matcher(function).find()) {
                    continue;
                }
                Matcher refusal = REFUSAL.matcher(function);
                while (refusal.find()) {
                    found++;
                    if (!texts.has("problem." + refusal.group(1))) {
                        missing.add(refusal.group(1));
                    }
                }
            }
        }
        assertThat(found).isGreaterThan(12);
        assertThat(missing).isEmpty();
    }

    @Test
    void argumentsAreCounted() {
        assertThat(arguments("f('a')", 5)).isZero();
        assertThat(arguments("f('a', g(b, c), d), e", 5)).isEqualTo(2);
        assertThat(arguments("f('a', \"x, (y\")", 5)).isEqualTo(1);
    }

    private String lacking(Raised raised) {
        String key = "problem." + raised.key();
        if (!texts.has(key)) {
            return raised + " has no text";
        }
        // Places that were filled are gone from the sentence; one that stays is shown to people as it is.
        Object[] given = new Object[raised.arguments()];
        Arrays.fill(given, 1L);
        Matcher place = PLACE.matcher(texts.get(key, given));
        return place.find() ? raised + " lacks argument " + place.group(1) : null;
    }

    private static List<Raised> raised(Path folder, String ending, Pattern pattern) throws IOException {
        List<Raised> raised = new ArrayList<>();
        for (Path file : files(folder, ending)) {
            String source = Files.readString(file);
            Matcher matcher = pattern.matcher(source);
            while (matcher.find()) {
                raised.add(new Raised(file, matcher.group(1), arguments(source, matcher.end())));
            }
        }
        return raised;
    }

    /// Counts the arguments from a place inside a call to the parenthesis that ends it.
    private static int arguments(String source, int from) {
        int commas = 0;
        int depth = 0;
        boolean quoted = false;
        for (int at = from; at < source.length(); at++) {
            char c = source.charAt(at);
            if (c == '"' || c == '\'') {
                quoted = !quoted;
            } else if (!quoted && c == '(') {
                depth++;
            } else if (!quoted && c == ')' && depth-- == 0) {
                break;
            } else if (!quoted && c == ',' && depth == 0) {
                commas++;
            }
        }
        return commas;
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }
}
