package com.arzani.tokens.market;

import com.arzani.tokens.money.Tokens;
import java.time.Instant;

/// A period in which a seller may see a listing's premium analytics, bought or given. What is bought while one is in
/// force begins where that one ends.
///
/// @param running   it, or one that begins where it ends, can still be taken back: by the database's clock
/// @param spent     zero when staff gave it
/// @param entryId   the spend; null when staff gave it
/// @param createdBy the login that sold or gave it
/// @param revoked   how it was taken back; null if it was not
public record Unlock(
        long id,
        long listingId,
        String listingName,
        Instant from,
        Instant until,
        boolean running,
        Tokens spent,
        Long entryId,
        String createdBy,
        Revoked revoked) {
    /// @param back    tokens that went back
    /// @param entryId what gave them back; null if nothing did
    public record Revoked(Instant at, String by, Tokens back, Long entryId) {}
}
