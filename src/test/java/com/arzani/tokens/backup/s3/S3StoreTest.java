package com.arzani.tokens.backup.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.backup.BackupArchive;
import com.arzani.tokens.backup.BackupWriter;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.Unavailable;
import com.robothy.s3.rest.LocalS3;
import com.robothy.s3.rest.bootstrap.LocalS3Mode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/// Against a local S3 server: what goes up comes back to the byte.
@PostgresTest
class S3StoreTest {
    private static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("for", "tests"));
    private static LocalS3 server;

    private final TestDatabase database;

    @TempDir
    private Path folder;

    S3StoreTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeAll
    static void serve() {
        server = LocalS3.builder().port(-1).mode(LocalS3Mode.IN_MEMORY).build();
        server.start();
        try (S3Client client = S3Client.builder()
                .region(Region.EU_WEST_2)
                .credentialsProvider(CREDENTIALS)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .endpointOverride(URI.create(endpoint()))
                .forcePathStyle(true)
                .build()) {
            client.createBucket(request -> request.bucket("backups"));
        }
    }

    @AfterAll
    static void stop() {
        server.shutdown();
    }

    private static String endpoint() {
        return "http://127.0.0.1:" + server.getPort();
    }

    private static S3Store store(String written) {
        return new S3Store(S3Place.folder(written, endpoint()), "eu-west-2", CREDENTIALS);
    }

    @Test
    void aBackupGoesThereIsReadAgainAndComesBackToTheByte() throws IOException {
        Path file =
                new BackupWriter(database.superuser()).write(folder, rows -> {}).file();
        Path back = Files.createDirectory(folder.resolve("back"));
        try (S3Store store = store("s3://backups/token-system")) {
            String name = file.getFileName().toString();
            assertThat(store.put(file)).isEqualTo("s3://backups/token-system/" + name);
            Path fetched = store.fetch(name, back);
            assertThat(fetched).hasSameBinaryContentAs(file);
            BackupArchive.verified(fetched).close();
            store.remove(name);
            store.remove(name);
            assertThatThrownBy(() -> store.fetch(name, back))
                    .isInstanceOfSatisfying(
                            Rejected.class, problem -> assertThat(problem.key()).isEqualTo("file_not_readable"));
        }
    }

    @Test
    void f24ACopyThatIsNotWhatWasSentIsNoCopy() throws IOException {
        Path damaged = Files.writeString(folder.resolve("damaged.zip"), "x".repeat(200));
        try (S3Store store = store("s3://backups")) {
            assertThatThrownBy(() -> store.put(damaged)).isInstanceOf(Unavailable.class);
        }
    }

    @Test
    void aBucketThatIsNotThereIsSaid() {
        Path file =
                new BackupWriter(database.superuser()).write(folder, rows -> {}).file();
        try (S3Store store = store("s3://nobodys")) {
            assertThatThrownBy(() -> store.put(file))
                    .isInstanceOfSatisfying(
                            Unavailable.class,
                            problem -> assertThat(problem.key()).isEqualTo("backup_store_away"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3://",
                "s3:///x",
                "s3://Bucket/x",
                "s3://b",
                "s3://bucket/../x",
                "s3://bucket//x",
                "https://x/y",
                "s3://bucket/a b"
            })
    void h13WhatIsNoPlaceIsRefused(String written) {
        assertThatThrownBy(() -> S3Place.folder(written, null)).isInstanceOf(Rejected.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://storage.example", "ftp://x", "nothing", "http:// x"})
    void aLineThatOthersCanReadIsRefused(String endpoint) {
        assertThatThrownBy(() -> S3Place.folder("s3://backups", endpoint)).isInstanceOf(Rejected.class);
    }
}
