package com.arzani.tokens.screens.proof;

import com.arzani.tokens.ledger.ProofReport.Difference;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.Target;
import com.arzani.tokens.ui.Texts;
import java.util.Locale;
import java.util.Optional;

/// One place where the ledger differs.
///
/// @param place its number in the list
/// @param user and `entry` are empty where it concerns none
record DifferenceRow(int place, Difference difference, String kind, String user, String entry) {
    static DifferenceRow of(int place, Difference difference, Texts texts) {
        return new DifferenceRow(
                place,
                difference,
                texts.get("proof.kind." + difference.kind().name().toLowerCase(Locale.ROOT)),
                difference.userId() == 0 ? "" : Long.toString(difference.userId()),
                difference.entryId() == 0 ? "" : Long.toString(difference.entryId()));
    }

    String detail() {
        return difference.detail();
    }

    /// Where a person looks at it: the entry, else the wallet; nothing for what concerns neither.
    Optional<Target> target() {
        if (difference.entryId() != 0) {
            return Optional.of(Places.entry(difference.entryId()));
        }
        return Optional.of(difference.userId()).filter(id -> id != 0).map(Places::wallet);
    }

    String sentence(Texts texts) {
        return texts.get(user.isEmpty() ? "proof.broken" : "proof.broken.user", kind, detail(), user);
    }
}
