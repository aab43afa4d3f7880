package com.arzani.tokens.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/// `docs/benchmarks.md`: one part for each benchmark, each written by its own and kept by the others.
final class BenchDocument {
    private BenchDocument() {}

    /// In the order in which they stand.
    enum Part {
        POSTING,
        SERVICE,
        FIGURES;

        private String mark() {
            return "<!-- " + name().toLowerCase(Locale.ROOT) + " -->\n";
        }
    }

    /// Puts a part in the place of what it said before.
    static void put(Path file, Part part, String text) throws IOException {
        Map<Part, String> parts = new EnumMap<>(Part.class);
        String before = Files.exists(file) ? Files.readString(file) : "";
        for (Part each : Part.values()) {
            int begin = before.indexOf(each.mark());
            if (begin >= 0) {
                int end = before.indexOf("\n<!-- ", begin + 1);
                parts.put(each, before.substring(begin + each.mark().length(), end < 0 ? before.length() : end + 1));
            }
        }
        if (parts.isEmpty() && !before.isBlank()) {
            parts.put(Part.POSTING, before);
        }
        parts.put(part, text);
        StringBuilder all = new StringBuilder();
        parts.forEach((each, words) -> all.append(all.isEmpty() ? "" : "\n")
                .append(each.mark())
                .append(words.strip())
                .append('\n'));
        Files.writeString(file, all);
    }
}
