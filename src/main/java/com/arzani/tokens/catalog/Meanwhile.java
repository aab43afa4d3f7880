package com.arzani.tokens.catalog;

import com.arzani.tokens.catalog.PackageEdit.DraftKey;
import java.time.Instant;

/// What another person made of a package while one was editing it (F5).
///
/// @param by        the other's login
/// @param draft     the draft to carry on with; null if there is none
/// @param published the published package to start from; null for a new one
public record Meanwhile(String by, Instant at, PackageContent content, DraftKey draft, TokenPackage published) {
    static Meanwhile of(PackageDraft draft) {
        return of(draft, null);
    }

    static Meanwhile of(PackageDraft draft, TokenPackage published) {
        return new Meanwhile(draft.updatedBy(), draft.updatedAt(), draft.content(), DraftKey.of(draft), published);
    }

    /// A newer version was published; a draft of the older one, if there is any, is carried on from it.
    static Meanwhile of(PackageVersion newest, CatalogEntry now) {
        DraftKey draft = now.draft() == null ? null : DraftKey.of(now.draft());
        return new Meanwhile(
                newest.publishedBy(), newest.publishedAt(), now.published().content(), draft, now.published());
    }
}
