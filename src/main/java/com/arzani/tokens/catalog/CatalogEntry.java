package com.arzani.tokens.catalog;

/// A package with the draft of its next version.
///
/// @param published null for a package that is still a draft alone
/// @param draft     null if nobody is editing it, or if the role may not see drafts
public record CatalogEntry(TokenPackage published, PackageDraft draft) {}
