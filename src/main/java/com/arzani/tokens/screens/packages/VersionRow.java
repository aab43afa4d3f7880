package com.arzani.tokens.screens.packages;

import com.arzani.tokens.catalog.PublishedVersion;
import java.util.List;
import java.util.stream.Collectors;

/// A version with its difference to the one before, in words.
public record VersionRow(PublishedVersion published, List<ChangeRow> changes) {
    public VersionRow {
        changes = List.copyOf(changes);
    }

    String summary() {
        return changes.stream().map(ChangeRow::toString).collect(Collectors.joining("; "));
    }
}
