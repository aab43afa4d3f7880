package com.arzani.tokens.market;

import com.arzani.tokens.money.Tokens;
import java.time.Instant;

/// What a boost would cost now and bring: the level in force goes on where it ends (T3), another begins at once and
/// gives
/// back what was not used of the old one (ruling 22).
public record BoostTerms(Tokens tokensRequired, Tokens tokensBack, Instant startsAt, Instant endsAt) {}
