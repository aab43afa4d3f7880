package com.arzani.tokens.market;

import com.arzani.tokens.money.Tokens;

/// What a contact of a listing costs a user now, and why (ruling 20).
///
/// @param contactType      `free` or `token`
/// @param currentBalance   tokens that can be spent
/// @param attempt          the number this contact would have between the two, from 1
/// @param freeContactsLeft this month, UTC, before this contact
/// @param tokensOn         false outside the rollout, where contact works as before tokens (ruling 23)
public record ContactTerms(
        String contactType,
        Tokens tokensRequired,
        Tokens currentBalance,
        int attempt,
        int freeContactsLeft,
        boolean tokensOn) {
    public boolean firstContact() {
        return attempt == 1;
    }
}
