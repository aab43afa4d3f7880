package com.arzani.tokens.demonstration;

import java.util.function.Consumer;

/// Where the generator writes; hands full chunks on.
final class Rows {
    private final Consumer<Chunk> next;
    private final int entriesInChunk;
    private Chunk chunk = new Chunk();

    Rows(Consumer<Chunk> next, int entriesInChunk) {
        this.next = next;
        this.entriesInChunk = entriesInChunk;
    }

    CopyRows into(Table table) {
        return chunk.into(table);
    }

    void countEntry() {
        chunk.countEntry();
    }

    /// To be called between operations.
    void passOnIfFull() {
        if (chunk.entries() >= entriesInChunk) {
            passOn();
        }
    }

    void passOn() {
        next.accept(chunk);
        chunk = new Chunk();
    }
}
