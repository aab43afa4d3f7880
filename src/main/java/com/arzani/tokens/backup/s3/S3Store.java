package com.arzani.tokens.backup.s3;

import com.arzani.tokens.backup.BackupArchive;
import com.arzani.tokens.backup.BackupStore;
import com.arzani.tokens.files.WholeFile;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.Unavailable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/// Backups in S3-compatible storage. A file goes up in parts and stands under its name only when all of them are there.
public final class S3Store implements BackupStore {
    /// Held in memory, one at a time; storage takes 10,000 of them, which is 312 GiB.
    private static final int PART = 32 << 20;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,200}");

    private final S3Place place;
    private final S3Client client;

    /// With the keys where Amazon's own tools look for them: the environment, or their profile.
    public static S3Store open(S3Place place, String region) {
        return new S3Store(place, region, DefaultCredentialsProvider.builder().build());
    }

    /// @param credentials who signs
    S3Store(S3Place place, String region, AwsCredentialsProvider credentials) {
        this.place = place;
        S3ClientBuilder builder = S3Client.builder()
                .region(Region.of(region))
                .credentialsProvider(credentials)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                // Storage that is not Amazon's often knows no trailing checksums; the copy is read again instead.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
        place.endpoint()
                .ifPresent(endpoint -> builder.endpointOverride(endpoint).forcePathStyle(true));
        this.client = builder.build();
    }

    @Override
    public String put(Path file) {
        String name = file.getFileName().toString();
        String key = place.key(name);
        return guarded(name, () -> {
            String upload = client.createMultipartUpload(
                            request -> request.bucket(place.bucket()).key(key))
                    .uploadId();
            try {
                List<CompletedPart> parts = parts(file, key, upload);
                client.completeMultipartUpload(request -> request.bucket(place.bucket())
                        .key(key)
                        .uploadId(upload)
                        .multipartUpload(whole -> whole.parts(parts)));
            } catch (IOException | RuntimeException failure) {
                giveUp(key, upload, failure);
                throw failure;
            }
            requireSame(key, name);
            return place.told(name);
        });
    }

    private List<CompletedPart> parts(Path file, String key, String upload) throws IOException {
        List<CompletedPart> parts = new ArrayList<>();
        try (InputStream in = Files.newInputStream(file)) {
            for (byte[] part = in.readNBytes(PART); part.length > 0; part = in.readNBytes(PART)) {
                int number = parts.size() + 1;
                String tag = client.uploadPart(
                                request -> request.bucket(place.bucket())
                                        .key(key)
                                        .uploadId(upload)
                                        .partNumber(number),
                                RequestBody.fromBytes(part))
                        .eTag();
                parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
            }
        }
        return parts;
    }

    private void giveUp(String key, String upload, Exception failure) {
        try {
            client.abortMultipartUpload(
                    request -> request.bucket(place.bucket()).key(key).uploadId(upload));
        } catch (SdkException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
    }

    private void requireSame(String key, String name) throws IOException {
        try (InputStream copy =
                client.getObject(request -> request.bucket(place.bucket()).key(key))) {
            if (!BackupArchive.holds(copy)) {
                throw new Unavailable("backup_store_away", place.told(name));
            }
        }
    }

    @Override
    public Path fetch(String name, Path folder) {
        if (!NAME.matcher(name).matches()) {
            throw new Rejected("backup_s3_malformed", place.told(name));
        }
        Path target = folder.resolve(name);
        return guarded(name, () -> {
            try (InputStream in =
                    client.getObject(request -> request.bucket(place.bucket()).key(place.key(name)))) {
                WholeFile.write(target, in::transferTo);
                return target;
            } catch (NoSuchKeyException missing) {
                throw new Rejected(missing, "file_not_readable", place.told(name));
            }
        });
    }

    @Override
    public void remove(String name) {
        guarded(
                name,
                () -> client.deleteObject(
                        request -> request.bucket(place.bucket()).key(place.key(name))));
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    private <T> T guarded(String name, Work<T> work) {
        try {
            return work.run();
        } catch (IOException | SdkException away) {
            throw new Unavailable(away, "backup_store_away", place.told(name));
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
