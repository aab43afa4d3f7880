package com.arzani.tokens.ledger;

import java.util.List;

/// What a proof looked at and what it found.
///
/// @param differences the first of them, at most 1,000
/// @param differenceCount all of them
public record ProofReport(Counts counts, List<Difference> differences, long differenceCount) {
    /// How much was derived again from the entries.
    public record Counts(long wallets, long entries, long lots, long draws) {}

    /// One place where the ledger does not say what its entries say.
    ///
    /// @param kind which check failed
    /// @param userId whose wallet, or 0 when it concerns none
    /// @param entryId at which entry, or 0 when it concerns the wallet as a whole
    /// @param detail ids and numbers, for a person who knows the ledger
    public record Difference(Kind kind, long userId, long entryId, String detail) {
        public Difference(Kind kind, long userId, String detail) {
            this(kind, userId, 0, detail);
        }
    }

    /// The checks.
    public enum Kind {
        /// An entry's hash is not the hash of its fields over the one before.
        HASH,
        /// A number is missing or double within a wallet, or time runs backwards.
        SEQUENCE,
        /// balance_after is not the balance before plus the entry's delta, or below zero.
        BALANCE_AFTER,
        /// The wallet's row differs from what its entries add up to.
        WALLET,
        /// users.token_balance differs from the wallet (T6).
        USER_BALANCE,
        /// A lot differs from its entry, or its remainder from its draws.
        LOT,
        /// What an entry drew from lots is not what it did to the balance.
        DRAW,
        /// An entry and its key row disagree, or one is missing.
        KEY,
        /// Lots of an order do not add up to its price or tokens.
        ORDER,
        /// A trigger that keeps a table append-only is missing or disabled.
        GUARD,
        /// Seals, their file and the ledger do not agree.
        SEAL
    }

    public boolean isClean() {
        return differenceCount == 0;
    }
}
