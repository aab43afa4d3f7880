package com.arzani.tokens.files;

import com.arzani.tokens.problem.Unavailable;
import java.time.Instant;

/// Counts the rows of an export, reports now and then, and ends it when its thread is interrupted.
public final class RowCount {
    private static final int REPORT_ROWS = 1_000;

    private final RowProgress progress;
    private long rows;

    public RowCount(RowProgress progress) {
        this.progress = progress;
    }

    /// One more row was written.
    ///
    /// @throws Unavailable `cancelled` when interrupted
    public void one(Instant at) {
        if (Thread.currentThread().isInterrupted()) {
            throw new Unavailable("cancelled");
        }
        if (++rows % REPORT_ROWS == 0) {
            progress.reached(rows, at);
        }
    }

    public long rows() {
        return rows;
    }
}
