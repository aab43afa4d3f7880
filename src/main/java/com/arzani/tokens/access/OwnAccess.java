package com.arzani.tokens.access;

import com.arzani.tokens.database.Credentials;
import com.arzani.tokens.database.Database;
import java.util.List;

/// What operators do about their own login.
public final class OwnAccess {
    /// Fewest characters of a password a person chooses.
    public static final int PASSWORD_MIN = 12;

    private final Database database;

    public OwnAccess(Database database) {
        this.database = database;
    }

    /// Notes the sign-in; true if a new password has to be chosen first.
    public boolean signedIn() {
        List<Boolean> must = database.call(
                session -> session.createNativeQuery("SELECT must_change_password FROM record_sign_in()", Boolean.class)
                        .getResultList());
        return !must.isEmpty() && must.getFirst();
    }

    /// Sets one's own password; only its SCRAM verifier is sent.
    public void changePassword(char[] chosen) {
        String verifier = new Credentials(database.operator().login(), chosen).verifier();
        database.call(
                session -> session.createNativeQuery("SELECT 1 FROM change_own_password(:verifier)", Integer.class)
                        .setParameter("verifier", verifier)
                        .getResultList());
    }
}
