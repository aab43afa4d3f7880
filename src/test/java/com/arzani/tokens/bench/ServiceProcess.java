package com.arzani.tokens.bench;

import com.arzani.tokens.app.BenchServe;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// The service in a process of its own, with the log it ships with.
final class ServiceProcess implements AutoCloseable {
    private final Process process;
    private final List<Integer> ports;

    ServiceProcess(Path data) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + System.getProperty("bench.serviceMemory", "512m"),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dlogback.configurationFile="
                        + Path.of("src/main/resources/logback.xml").toAbsolutePath(),
                "-cp",
                System.getProperty("java.class.path"),
                BenchServe.class.getName(),
                data.toString());
        builder.environment().remove("STRIPE_SECRET_KEY");
        builder.redirectError(ProcessBuilder.Redirect.to(new File(data.toFile(), "service-errors.txt")));
        process = builder.start();
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = lines.readLine();
        if (line == null || !line.startsWith("ready ")) {
            process.destroy();
            throw new IOException("the service did not start: " + line + ", see " + data);
        }
        ports = java.util.Arrays.stream(line.substring(6).split(" "))
                .map(Integer::valueOf)
                .toList();
    }

    /// Of our service.
    int port() {
        return ports.get(0);
    }

    /// Of the specification's contact as it is written.
    int asWritten() {
        return ports.get(1);
    }

    /// Of the specification's contact on one connection.
    int onOneConnection() {
        return ports.get(2);
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(30, java.util.concurrent.TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stop) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
