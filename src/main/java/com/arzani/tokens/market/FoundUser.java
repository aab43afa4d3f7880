package com.arzani.tokens.market;

import com.arzani.tokens.money.Tokens;
import java.time.Instant;

/// A user as the search finds them.
///
/// @param name        as the user wrote it
/// @param emailMasked null for those who may not search by e-mail (ruling 4)
/// @param plan        decides about free contacts; may be null
/// @param listings    how many businesses they sell
public record FoundUser(
        long id,
        String name,
        String emailMasked,
        String plan,
        String tier,
        Tokens balance,
        Tokens owed,
        FreeContacts freeContacts,
        long listings,
        Instant since) {}
