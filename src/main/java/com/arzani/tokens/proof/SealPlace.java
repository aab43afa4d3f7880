package com.arzani.tokens.proof;

import java.nio.file.Path;

/// Where the key and the file of seals lie, outside the database: the key as `name`, its public half as `name.pub`, the
/// seals as `name.jsonl`.
public record SealPlace(Path key) {
    /// In the folder of a built-in database.
    public static SealPlace inside(Path dataFolder) {
        return new SealPlace(dataFolder.resolve("seals").resolve("ledger-seal.key"));
    }

    public Path publicKeys() {
        return beside(".pub");
    }

    public Path seals() {
        return beside(".jsonl");
    }

    private Path beside(String ending) {
        return key.resolveSibling(key.getFileName() + ending);
    }
}
