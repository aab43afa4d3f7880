package com.arzani.tokens.access;

import com.arzani.tokens.database.OperatorRole;
import java.time.Instant;
import java.util.Optional;

/// A person's login as administrators see it.
///
/// @param role               empty until a second administrator agreed to one
/// @param active             false once disabled
/// @param mustChangePassword the next sign-in asks for a new password
/// @param lastSignIn         empty if they never signed in
/// @param connections        held now; a console holds a few
public record OperatorAccount(
        String login,
        String displayName,
        Optional<OperatorRole> role,
        boolean active,
        boolean mustChangePassword,
        Optional<Instant> lastSignIn,
        long connections) {
    /// True while someone is signed in with this login.
    public boolean signedIn() {
        return connections > 0;
    }
}
