package com.arzani.tokens.files;

import java.time.Instant;

/// Takes how far an export is, on the exporting thread.
public interface RowProgress {
    /// @param rows   written so far
    /// @param backTo time of the last one
    void reached(long rows, Instant backTo);
}
