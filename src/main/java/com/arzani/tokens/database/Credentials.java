package com.arzani.tokens.database;

import java.sql.SQLException;
import java.util.Objects;
import org.postgresql.util.PasswordUtil;

/// A database login and its password. The password never shows in text, and equality is identity, so that none leaks
/// through a log or a map.
public final class Credentials {
    private final String login;
    private final char[] password;

    /// Keeps a copy of the password; the caller may clear its own.
    public Credentials(String login, char[] password) {
        this.login = Objects.requireNonNull(login);
        this.password = password.clone();
    }

    public String login() {
        return login;
    }

    /// The password as the driver wants it. The driver takes a String only, so it cannot be wiped after use.
    String secret() {
        return new String(password);
    }

    /// A copy of the password, for a program that hands it to a child process or a test that types it.
    public char[] password() {
        return password.clone();
    }

    /// What the server keeps of a password: made here with a fresh salt, so that the password itself never leaves this
    /// program.
    public String verifier() {
        try {
            return PasswordUtil.encodePassword(login, password.clone(), "scram-sha-256");
        } catch (SQLException impossible) {
            throw new IllegalStateException("this driver knows SCRAM", impossible);
        }
    }

    @Override
    public String toString() {
        return "Credentials[" + login + ", ***]";
    }
}
