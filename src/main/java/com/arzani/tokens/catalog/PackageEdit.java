package com.arzani.tokens.catalog;

/// What an editor wants to save, with what they last saw: that is how a change by another person is noticed.
///
/// @param draft   the draft it continues; null for the first save
/// @param packageId null for a new package
/// @param baseVersion the published version the editor saw; null for a new package
public record PackageEdit(DraftKey draft, Long packageId, Integer baseVersion, PackageContent content) {
    /// A draft as it was seen.
    public record DraftKey(long id, int lockVersion) {
        public static DraftKey of(PackageDraft draft) {
            return new DraftKey(draft.id(), draft.lockVersion());
        }
    }
}
