package com.arzani.tokens.catalog;

import java.util.List;

/// One version with what changed in it.
///
/// @param changes against the version before; empty for the first
/// @param orders  how many orders were made at this version; they keep its price
public record PublishedVersion(PackageVersion version, List<FieldChange> changes, long orders) {
    public PublishedVersion {
        changes = List.copyOf(changes);
    }
}
