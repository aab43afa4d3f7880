package com.arzani.tokens.insight;

import java.time.YearMonth;

/// Of the tokens bought in a month (UTC), those spent before they were 90 days old; bonus and gifts are in neither
/// (T10).
///
/// @param immature whether some are younger than 90 days: the share may grow
public record UseMonth(YearMonth month, Share used, boolean immature) {}
