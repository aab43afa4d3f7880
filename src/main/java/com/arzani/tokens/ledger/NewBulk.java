package com.arzani.tokens.ledger;

import java.util.List;

/// A batch to be made.
///
/// @param key   one key for the whole batch; the same key with other content is a Conflict
/// @param title what people know it by, such as the file's name
public record NewBulk(String key, String title, BulkMode mode, List<BulkLine> lines) {
    public NewBulk {
        lines = List.copyOf(lines);
    }
}
