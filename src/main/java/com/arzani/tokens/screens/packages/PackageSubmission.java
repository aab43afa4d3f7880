package com.arzani.tokens.screens.packages;

import com.arzani.tokens.catalog.Meanwhile;
import com.arzani.tokens.catalog.PackageCatalog;
import com.arzani.tokens.catalog.PackageDraft;
import com.arzani.tokens.catalog.PackageEdit;
import com.arzani.tokens.catalog.PackageEdit.DraftKey;
import com.arzani.tokens.catalog.TokenPackage;
import com.arzani.tokens.problem.Conflict;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.TokenProblem;

/// Saves a draft and, if asked to, publishes it; off the FX thread. A refused publication leaves the draft saved, and a
/// conflict comes back with what the other person made.
///
/// @param unchanged the draft holds this content already
record PackageSubmission(PackageCatalog catalog, PackageEdit edit, boolean unchanged) {
    /// @param draft     as saved; null if it was not, or is published
    /// @param refusal   why it was not saved or published; null if it was
    /// @param meanwhile what stands there now, after a conflict
    record Outcome(PackageDraft draft, TokenPackage published, TokenProblem refusal, Meanwhile meanwhile) {
        boolean conflict() {
            return refusal instanceof Conflict;
        }
    }

    Outcome save() {
        try {
            return new Outcome(catalog.save(edit), null, null, null);
        } catch (Conflict faster) {
            return conflict(faster);
        }
    }

    Outcome publish(String reason) {
        PackageDraft draft = null;
        DraftKey key = edit.draft();
        if (key == null || !unchanged) {
            Outcome saved = save();
            if (saved.draft() == null) {
                return saved;
            }
            draft = saved.draft();
            key = DraftKey.of(draft);
        }
        try {
            return new Outcome(null, catalog.publish(key, reason), null, null);
        } catch (Conflict faster) {
            return conflict(faster);
        } catch (Rejected refused) {
            return new Outcome(draft, null, refused, null);
        }
    }

    private Outcome conflict(Conflict faster) {
        return new Outcome(null, null, faster, catalog.meanwhile(edit).orElse(null));
    }
}
