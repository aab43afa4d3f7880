package com.arzani.tokens.screens.packages;

import com.arzani.tokens.catalog.CatalogEntry;
import com.arzani.tokens.catalog.PackageContent;
import com.arzani.tokens.ui.Badge;

/// A line of the list.
///
/// @param saving against the base package, in words
/// @param draft  who is editing it; null if nobody is
public record PackageRow(CatalogEntry entry, String saving, Badge draft) {
    /// What identifies it across reloads: the package, or the draft of a new one.
    String key() {
        return isPublished()
                ? "package " + entry.published().id()
                : "draft " + entry.draft().id();
    }

    boolean isPublished() {
        return entry.published() != null;
    }

    /// What customers see, or would see of a new package.
    PackageContent content() {
        return isPublished() ? entry.published().content() : entry.draft().content();
    }

    /// Empty for a package that was never published.
    String version() {
        return isPublished() ? Integer.toString(entry.published().version()) : "";
    }
}
