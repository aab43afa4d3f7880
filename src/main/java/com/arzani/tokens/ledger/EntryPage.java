package com.arzani.tokens.ledger;

import java.time.Instant;
import java.util.List;

/// A page of the history, newest first.
///
/// @param next where the next page begins, or null at the end of the history
/// @param lookedBackTo how far the search has looked; only interesting when it stopped early
/// @param stoppedEarly the page is short because looking further would have taken too long, not because there is no
/// more
public record EntryPage(List<LedgerEntry> rows, EntryKey next, Instant lookedBackTo, boolean stoppedEarly) {}
