package com.arzani.tokens.database;

import com.arzani.tokens.problem.Rejected;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The random passwords of the embedded server, kept in a file only its owner can read, made once.
final class EmbeddedPasswords {
    static final String SUPERUSER = "postgres";
    static final String JOBS = "tokens_jobs";
    static final List<String> LOGINS =
            List.of(SUPERUSER, "demo_support", "demo_finance", "demo_product", "demo_admin", JOBS);

    private static final int RANDOM_BYTES = 24;
    private final TreeMap<String, String> values = new TreeMap<>();

    private EmbeddedPasswords() {}

    /// Reads the file, or makes it when the server's data is not there yet.
    static EmbeddedPasswords of(DataFolder folder) {
        Path file = folder.passwords();
        try {
            EmbeddedPasswords passwords = new EmbeddedPasswords();
            if (Files.exists(file)) {
                DataFolder.onlyOwner(file);
                passwords.read(file);
            } else if (Files.exists(folder.cluster())) {
                throw new Rejected("data_without_passwords", file.toString());
            }
            if (passwords.complete()) {
                DataFolder.writeSecret(file, passwords.text());
            }
            return passwords;
        } catch (IOException failure) {
            throw DataFolder.problem(failure, folder.root());
        }
    }

    Credentials credentials(String login) {
        String password = values.get(login);
        if (password == null) {
            throw new IllegalArgumentException("No embedded login " + login);
        }
        return new Credentials(login, password.toCharArray());
    }

    private void read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        properties.forEach((login, password) -> values.put(login.toString(), password.toString()));
    }

    /// Adds what is missing; true when something was.
    private boolean complete() {
        SecureRandom random = new SecureRandom();
        boolean added = false;
        for (String login : LOGINS) {
            if (!values.containsKey(login)) {
                byte[] bytes = new byte[RANDOM_BYTES];
                random.nextBytes(bytes);
                values.put(login, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
                added = true;
            }
        }
        return added;
    }

    private String text() {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                .collect(Collectors.joining());
    }
}
