package com.arzani.tokens.bench;

import com.arzani.tokens.database.testing.Sql;
import java.io.IOException;
import java.nio.file.Path;

/// Writes `docs/benchmarks.md`.
final class Report {
    private final Results results;
    private final Sql sql;

    Report(Results results, Sql sql) {
        this.results = results;
        this.sql = sql;
    }

    void write(Path file) throws IOException {
        if (!results.cells().isEmpty() && sql != null) {
            return;
        }
    }
}
