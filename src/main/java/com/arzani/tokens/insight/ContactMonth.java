package com.arzani.tokens.insight;

import java.time.YearMonth;

/// Contacts of a month (UTC) that were paid with tokens (ruling 25).
///
/// @param contacts all of them
/// @param answered those answered within 14 days, of those at least 14 days old
/// @param open     whether some are younger than 14 days
public record ContactMonth(YearMonth month, long contacts, Share answered, boolean open) {}
