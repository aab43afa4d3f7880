package com.arzani.tokens.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// One style class, one sheet; and the theme's meaning colours alone.
class StylesTest {
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern RULE = Pattern.compile("([^{}]+)\\{([^{}]*)}");
    private static final Pattern LITERAL = Pattern.compile(
            "#[0-9a-fA-F]{3,8}\\b|\\brgba?\\(|\\bhsba?\\(|:[^;]*\\b(white|black|red|green|blue|gray|grey|orange)\\b");

    /// Classes that the theme or JavaFX own: our sheets may refine them, each in one place.
    private static List<Path> sheets() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("styles"))) {
            return files.filter(file -> file.toString().endsWith(".css"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aStyleClassIsDefinedInOneFile() throws IOException {
        Map<String, TreeSet<String>> places = new TreeMap<>();
        for (Path sheet : sheets()) {
            Matcher rules =
                    RULE.matcher(COMMENT.matcher(Files.readString(sheet)).replaceAll(""));
            while (rules.find()) {
                for (String selector : rules.group(1).split(",")) {
                    // The class a rule defines is the last of its selector; those before it only say where.
                    String[] parts = selector.strip().split("[\\s>]+");
                    if (parts.length == 1 && parts[0].startsWith(".")) {
                        String name = parts[0].substring(1).split("[:.]")[0];
                        places.computeIfAbsent(name, n -> new TreeSet<>())
                                .add(sheet.getFileName().toString());
                    }
                }
            }
        }
        assertThat(places).isNotEmpty();
        assertThat(places.entrySet().stream().filter(place -> place.getValue().size() > 1))
                .as("classes defined in several sheets")
                .isEmpty();
    }

    @Test
    void coloursAreTheThemesMeaningColours() throws IOException {
        List<String> literal = new ArrayList<>();
        for (Path sheet : sheets()) {
            for (String line :
                    COMMENT.matcher(Files.readString(sheet)).replaceAll("").split("\n")) {
                if (LITERAL.matcher(line).find()) {
                    literal.add(sheet.getFileName() + ": " + line.strip());
                }
            }
        }
        assertThat(literal).isEmpty();
    }
}
