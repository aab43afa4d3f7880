package com.arzani.tokens.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the guarantees name as their proof is there, and is a test.
class GuaranteesTest {
    private static final Pattern NAMED = Pattern.compile("`(\\w+Test)(?:\\.(\\w+))?`");

    @Test
    void everyTestNamedInTheGuaranteesExists() throws IOException {
        Matcher named = NAMED.matcher(Files.readString(Path.of("docs/guarantees.md")));
        List<String> missing = new ArrayList<>();
        int found = 0;
        while (named.find()) {
            found++;
            if (!exists(named.group(1), named.group(2))) {
                missing.add(named.group());
            }
        }
        assertThat(found).isGreaterThan(30);
        assertThat(missing).isEmpty();
    }

    private static boolean exists(String type, String method) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            Path file = files.filter(path -> path.endsWith(type + ".java"))
                    .findFirst()
                    .orElse(null);
            return file != null && (method == null || declares(Files.readString(file), method));
        }
    }

    /// A test, or a factory of tests.
    private static boolean declares(String source, String method) {
        return source.contains(" void " + method + "(") || source.contains("<DynamicTest> " + method + "(");
    }
}
