package com.arzani.tokens.database;

import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.TokenProblem;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The connection profiles of a folder, one `.properties` file each with `host`, `port`, `database` and
/// `rootCertificate`.
///
/// A profile never holds a secret: one that seems to is left out and named in the warnings, as is one that is wrong
/// (H17).
///
/// @param profiles the usable ones, by file name
/// @param warnings what the person should be told about the others
public record ConnectionProfiles(List<ConnectionProfile> profiles, List<TokenProblem> warnings) {
    private static final String ENDING = ".properties";
    private static final Set<String> KNOWN = Set.of("host", "port", "database", "rootCertificate");
    private static final Pattern SECRET = Pattern.compile(
            "pass|pwd|secret|token|credential|private|apikey|api_key|api-key|sk_", Pattern.CASE_INSENSITIVE);
    private static final String USUAL_PORT = "5432";

    public ConnectionProfiles {
        profiles = List.copyOf(profiles);
        warnings = List.copyOf(warnings);
    }

    /// The folder of the operating system in which profiles are looked for.
    public static Path usualFolder() {
        return Platform.current().configFolder().resolve("profiles");
    }

    /// Reads every profile of a folder; a folder that does not exist holds none.
    public static ConnectionProfiles read(Path folder) {
        List<ConnectionProfile> profiles = new ArrayList<>();
        List<TokenProblem> warnings = new ArrayList<>();
        for (Path file : files(folder, warnings)) {
            try {
                profiles.add(profile(file, warnings));
            } catch (TokenProblem wrong) {
                warnings.add(wrong);
            }
        }
        return new ConnectionProfiles(profiles, warnings);
    }

    private static List<Path> files(Path folder, List<TokenProblem> warnings) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ENDING))
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            warnings.add(new Rejected(failure, "profile_unreadable", folder.toString()));
            return List.of();
        }
    }

    private static ConnectionProfile profile(Path file, List<TokenProblem> warnings) {
        String fileName = file.getFileName().toString();
        String name = fileName.substring(0, fileName.length() - ENDING.length());
        Properties entries = entries(file, name);
        for (String key : new TreeSet<>(entries.stringPropertyNames())) {
            if (SECRET.matcher(key).find()) {
                throw new Rejected("profile_holds_secret", name, key);
            }
            if (!KNOWN.contains(key)) {
                warnings.add(new Rejected("profile_key_unknown", name, key));
            }
        }
        if (othersMayWrite(file)) {
            warnings.add(new Rejected("profile_open_to_others", name));
        }
        return new ConnectionProfile(
                name,
                required(entries, name, "host"),
                port(entries, name),
                required(entries, name, "database"),
                certificate(entries, name, file));
    }

    private static Properties entries(Path file, String name) {
        Properties entries = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            entries.load(reader);
            return entries;
        } catch (IOException | IllegalArgumentException failure) {
            throw new Rejected(failure, "profile_unreadable", name);
        }
    }

    private static String required(Properties entries, String name, String key) {
        String value = entries.getProperty(key, "").strip();
        if (value.isEmpty()) {
            throw new Rejected("profile_incomplete", name, key);
        }
        return value;
    }

    private static int port(Properties entries, String name) {
        String text = entries.getProperty("port", USUAL_PORT).strip();
        if (!text.matches("[0-9]{1,5}")) {
            throw new Rejected("profile_port_wrong", name);
        }
        return Integer.parseInt(text);
    }

    private static Path certificate(Properties entries, String name, Path file) {
        String value = entries.getProperty("rootCertificate", "").strip();
        if (value.isEmpty()) {
            return null;
        }
        Path certificate = file.toAbsolutePath().resolveSibling(value);
        if (!Files.isReadable(certificate)) {
            throw new Rejected("profile_certificate_missing", name, value);
        }
        return certificate;
    }

    private static boolean othersMayWrite(Path file) {
        try {
            Set<PosixFilePermission> rights = Files.getPosixFilePermissions(file);
            return rights.contains(PosixFilePermission.OTHERS_WRITE)
                    || rights.contains(PosixFilePermission.GROUP_WRITE);
        } catch (IOException | UnsupportedOperationException noSuchRights) {
            return false;
        }
    }
}
