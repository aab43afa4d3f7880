package com.arzani.tokens.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The settings of the embedded server, written to a file of ours that `postgresql.conf` includes.
final class ServerSettings {
    private static final String FILE = "arzani.conf";

    private ServerSettings() {}

    /// Our settings with the given ones over them.
    static Map<String, String> merged(Map<String, String> own, PostgresBinaries binaries) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("unix_socket_directories", "");
        settings.put("listen_addresses", "127.0.0.1");
        settings.put("password_encryption", "scram-sha-256");
        settings.put("shared_buffers", "256MB");
        settings.put("work_mem", "16MB");
        settings.put("maintenance_work_mem", "128MB");
        settings.put("effective_cache_size", "1GB");
        settings.put("jit", "off");
        settings.put("timezone", "UTC");
        settings.put("log_timezone", "UTC");
        // A caller that went away should not leave its query running.
        settings.put("client_connection_check_interval", "2s");
        // The log holds what happens to the server, never statements or rows: those may carry a customer's data.
        settings.put("log_statement", "none");
        settings.put("log_min_messages", "log");
        settings.put("log_min_error_statement", "panic");
        settings.put("log_error_verbosity", "terse");
        settings.put("log_checkpoints", "off");
        settings.put("log_parameter_max_length", "0");
        settings.put("log_parameter_max_length_on_error", "0");
        if (binaries.holdsLibrary("pg_stat_statements")) {
            settings.put("shared_preload_libraries", "pg_stat_statements");
        }
        settings.putAll(own);
        return settings;
    }

    /// The port of the last start, so that a restarted server is found where it was; 0 when there was none.
    static int lastPort(Path cluster) {
        try (Stream<String> lines = Files.lines(cluster.resolve(FILE))) {
            return lines.filter(line -> line.matches("port = '[0-9]{1,5}'"))
                    .mapToInt(line -> Integer.parseInt(line.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException notWritten) {
            return 0;
        }
    }

    static void write(Path cluster, Map<String, String> settings) throws IOException {
        String text = settings.entrySet().stream()
                .map(entry -> entry.getKey() + " = '" + entry.getValue().replace("'", "''") + "'\n")
                .collect(Collectors.joining());
        Files.writeString(cluster.resolve(FILE), text);
        Path main = cluster.resolve("postgresql.conf");
        String include = "include = '" + FILE + "'";
        if (Files.readString(main, StandardCharsets.UTF_8).lines().noneMatch(include::equals)) {
            Files.writeString(main, "\n" + include + "\n", StandardOpenOption.APPEND);
        }
    }
}
