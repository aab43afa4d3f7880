package com.arzani.tokens.database;

import com.arzani.tokens.problem.Unavailable;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/// What the operating system calls its folders and its processors.
record Platform(Kind kind, String architecture, Path home, Map<String, String> environment) {
    private static final String FOLDER = "arzani-token-console";

    /// For a server that runs under another user than root, whose own folders that user cannot enter.
    static final Path SHARED_DATA = Path.of("/var/lib", FOLDER);

    enum Kind {
        LINUX,
        MAC,
        WINDOWS
    }

    static Platform current() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        Kind kind = name.contains("win") ? Kind.WINDOWS : name.contains("mac") ? Kind.MAC : Kind.LINUX;
        return new Platform(
                kind, System.getProperty("os.arch"), Path.of(System.getProperty("user.home")), System.getenv());
    }

    boolean windows() {
        return kind == Kind.WINDOWS;
    }

    /// Where a program keeps what the user made and must not lose.
    Path dataFolder() {
        return switch (kind) {
            case WINDOWS ->
                folder("LOCALAPPDATA", home.resolve("AppData/Local")).resolve(FOLDER);
            case MAC -> home.resolve("Library/Application Support").resolve(FOLDER);
            case LINUX -> folder("XDG_DATA_HOME", home.resolve(".local/share")).resolve(FOLDER);
        };
    }

    /// Where a program keeps its settings.
    Path configFolder() {
        return switch (kind) {
            case WINDOWS -> folder("APPDATA", home.resolve("AppData/Roaming")).resolve(FOLDER);
            case MAC -> home.resolve("Library/Application Support").resolve(FOLDER);
            case LINUX -> folder("XDG_CONFIG_HOME", home.resolve(".config")).resolve(FOLDER);
        };
    }

    /// Where a program keeps what it can make again.
    Path cacheFolder() {
        return switch (kind) {
            case WINDOWS -> dataFolder().resolve("cache");
            case MAC -> home.resolve("Library/Caches").resolve(FOLDER);
            case LINUX -> folder("XDG_CACHE_HOME", home.resolve(".cache")).resolve(FOLDER);
        };
    }

    /// The archive's name inside the jar of binaries for this machine.
    String archive() {
        boolean arm = architecture.equals("aarch64") || architecture.equals("arm64");
        boolean intel = architecture.equals("amd64") || architecture.equals("x86_64");
        if (!arm && !intel) {
            throw new Unavailable("platform_unknown", kind.name(), architecture);
        }
        return switch (kind) {
            case WINDOWS -> "postgres-windows-x86_64.txz";
            case MAC -> arm ? "postgres-darwin-arm_64.txz" : "postgres-darwin-x86_64.txz";
            case LINUX -> arm ? "postgres-linux-arm_64.txz" : "postgres-linux-x86_64.txz";
        };
    }

    /// An unset, empty or relative variable does not count, as the XDG specification says.
    private Path folder(String variable, Path otherwise) {
        String value = environment.get(variable);
        if (value == null || value.isBlank() || !Path.of(value).isAbsolute()) {
            return otherwise;
        }
        return Path.of(value);
    }
}
