package com.arzani.tokens.access;

import com.arzani.tokens.database.Credentials;
import com.arzani.tokens.database.Database;
import java.time.Duration;
import java.util.List;

/// What operators do about their own login.
public final class OwnAccess {
    /// Fewest characters of a password a person chooses.
    public static final int PASSWORD_MIN = 12;

    private static final Duration LOCK_USUAL = Duration.ofMinutes(15);
    private static final int LOCK_MINUTES_DIGITS = 5;
    private static final String LOCK = """
            SELECT value FROM settings WHERE name = 'CONSOLE_LOCK_MINUTES' ORDER BY version DESC LIMIT 1""";

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

    /// After how long without a key or a mouse the console covers itself (setting `CONSOLE_LOCK_MINUTES`); zero never.
    /// A
    /// value that is no number counts as the usual 15 minutes.
    public Duration lockAfter() {
        return database.read(session -> session.createNativeQuery(LOCK, String.class)
                        .getResultStream()
                        .findFirst())
                .map(String::strip)
                .filter(value -> value.matches("\\d{1," + LOCK_MINUTES_DIGITS + "}"))
                .map(Long::parseLong)
                .map(Duration::ofMinutes)
                .orElse(LOCK_USUAL);
    }

    /// Whether the login still has the role it signed in with.
    public boolean hasRole() {
        return database.read(
                session -> session.createNativeQuery("SELECT pg_has_role(session_user, :role, 'MEMBER')", Boolean.class)
                        .setParameter("role", database.operator().role().groupRole())
                        .getSingleResult());
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
