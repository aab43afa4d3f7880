package com.arzani.tokens.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.ui.Texts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every text that is asked for exists, and every text that exists is asked for.
class TextsConsistencyTest {
    private static final Path TEXTS = Path.of("src/main/resources/i18n");
    private static final Pattern FXML_KEY = Pattern.compile("\"%([\\w.-]+)\"");
    private static final Pattern ASKED =
            Pattern.compile("(?:texts\\(\\)|texts|words)\\.get\\(\\s*\"([^\"]+)\"\\s*([,)])");
    private static final Pattern LITERAL = Pattern.compile("\"([\\w.-]+)\"");
    private static final Pattern BEGINNING = Pattern.compile("\"([\\w.-]+[._])\"\\s*\\+");
    private static final Pattern PROBLEM =
            Pattern.compile("new (?:Rejected|Conflict|Unavailable)\\(\\s*(?:\\w+,\\s*)?\"([\\w.-]+)\"");
    private static final Path WEB = Path.of("src/main/resources/web");
    private static final Pattern WEB_ASKED = Pattern.compile("\\btext\\('([\\w.]+)'");
    private static final Pattern WEB_LITERAL = Pattern.compile("'([\\w.]+)'");
    private static final Pattern WEB_BEGINNING = Pattern.compile("`([\\w.]+)\\$\\{");
    private static final Pattern SQL_PROBLEM = Pattern.compile("(?i)'([a-z][a-z0-9_]{2,60})'");

    private final Texts texts = Texts.load();

    private static List<Path> files(Path folder, String ending) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    private static String all(Path folder, String ending) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Path file : files(folder, ending)) {
            text.append(Files.readString(file)).append('\n');
        }
        return text.toString();
    }

    private static Set<String> found(Pattern pattern, String text) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    private static List<String> keys() throws IOException {
        List<String> keys = new ArrayList<>();
        for (Path file : files(TEXTS, ".properties")) {
            for (String line : Files.readString(file, StandardCharsets.UTF_8).split("\n")) {
                Matcher matcher = Pattern.compile("^([\\w.-]+)\\s*=").matcher(line);
                if (matcher.find()) {
                    keys.add(matcher.group(1));
                }
            }
        }
        return keys;
    }

    @Test
    void noKeyIsWrittenTwice() throws IOException {
        Set<String> seen = new HashSet<>();
        assertThat(keys().stream().filter(key -> !seen.add(key))).isEmpty();
    }

    @Test
    void everyKeyOfALayoutExists() throws IOException {
        assertThat(found(FXML_KEY, all(Path.of("fxml"), ".fxml")).stream().filter(key -> !texts.has(key)))
                .isEmpty();
    }

    @Test
    void everyKeyTheCodeAsksForExists() throws IOException {
        String code = all(Path.of("src/main/java"), ".java");
        assertThat(found(ASKED, code).stream().filter(key -> !texts.has(key))).isEmpty();
    }

    @Test
    void everyKeyTheWebComponentsAskForExists() throws IOException {
        Set<String> asked = found(WEB_ASKED, all(WEB, ".js"));
        assertThat(asked).isNotEmpty();
        assertThat(asked.stream().filter(key -> !texts.has("web." + key))).isEmpty();
    }

    @Test
    void everyProblemHasItsText() throws IOException {
        String code = all(Path.of("src/main/java"), ".java");
        assertThat(found(PROBLEM, code).stream().map(key -> "problem." + key).filter(key -> !texts.has(key)))
                .as("add these lines")
                .isEmpty();
    }

    @Test
    void noTextIsDead() throws IOException {
        String code = all(Path.of("src/main/java"), ".java");
        String sql = all(Path.of("migrations"), ".sql");
        Set<String> used = new HashSet<>(found(LITERAL, code));
        used.addAll(found(FXML_KEY, all(Path.of("fxml"), ".fxml")));
        String web = all(WEB, ".js");
        found(WEB_LITERAL, web).forEach(key -> used.add("web." + key));
        Set<String> raised = new HashSet<>(found(SQL_PROBLEM, sql));
        Set<String> beginnings = found(BEGINNING, code);
        found(WEB_BEGINNING, web).forEach(key -> beginnings.add("web." + key));
        assertThat(keys().stream().filter(key -> !isUsed(key, used, raised, beginnings)))
                .as("texts nobody asks for")
                .isEmpty();
    }

    private static boolean isUsed(String key, Set<String> used, Set<String> raised, Set<String> beginnings) {
        String name = key.startsWith("problem.") ? key.substring("problem.".length()) : key;
        boolean title = key.endsWith(".title") && used.contains(key.substring(0, key.length() - ".title".length()));
        return title
                || used.contains(key)
                || used.contains(name)
                || raised.contains(name)
                || beginnings.stream().anyMatch(key::startsWith);
    }
}
