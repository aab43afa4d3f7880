package com.arzani.tokens.demonstration;

import java.util.EnumMap;
import java.util.Map;

/// Rows of all tables that go to the database together.
final class Chunk {
    private final Map<Table, CopyRows> rows = new EnumMap<>(Table.class);
    private long entries;

    CopyRows into(Table table) {
        return rows.computeIfAbsent(table, key -> new CopyRows());
    }

    void countEntry() {
        entries++;
    }

    long entries() {
        return entries;
    }

    Map<Table, CopyRows> rows() {
        return rows;
    }
}
