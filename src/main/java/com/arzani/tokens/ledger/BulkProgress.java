package com.arzani.tokens.ledger;

/// Takes how far a rehearsal or a run is, on whichever thread knows it.
public interface BulkProgress {
    /// @param rows rows decided so far
    /// @param of   rows in all
    void reached(int rows, int of);
}
