package com.arzani.tokens.screens.boosts;

import com.arzani.tokens.market.ListingBoost;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.ui.Texts;
import java.time.Instant;

/// One period of a listing's boost.
///
/// @param until  when it ended or ends
/// @param state  how it came and went
public record PeriodRow(
        long id, Instant from, Instant until, String level, Tokens spent, Tokens back, String state, Long entryId) {
    static PeriodRow of(ListingBoost period, Texts texts) {
        String state = "";
        if (period.endedAt() != null) {
            boolean begun = period.endedAt().isAfter(period.startsAt());
            state = texts.get(begun ? "boosts.period.ended" : "boosts.period.never");
        } else if (period.entryId() == null) {
            state = texts.get("boosts.period.free");
        }
        return new PeriodRow(
                period.id(),
                period.startsAt(),
                period.endedAt() == null ? period.endsAt() : period.endedAt(),
                texts.get("boosts.level", period.level()),
                period.tokensSpent(),
                period.endedTokens(),
                state,
                period.endedEntryId() == null ? period.entryId() : period.endedEntryId());
    }
}
