package com.arzani.tokens.app;

import com.arzani.tokens.backup.BackupStore;
import com.arzani.tokens.backup.s3.S3Place;
import com.arzani.tokens.backup.s3.S3Store;
import com.arzani.tokens.files.TemporaryFolder;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/// S3-compatible storage, as the environment says: `BACKUP_S3_ENDPOINT` for storage that is not Amazon's, `AWS_REGION`,
/// and the
/// keys where Amazon's own tools look for them (`AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, or their profile).
final class BackupStores {
    static final String ENDPOINT = "BACKUP_S3_ENDPOINT";
    private static final String REGION = "AWS_REGION";
    private static final String USUAL_REGION = "us-east-1";

    private final Map<String, String> environment;

    BackupStores(Map<String, String> environment) {
        this.environment = environment;
    }

    static boolean names(String place) {
        return place.startsWith(S3Place.SCHEME);
    }

    BackupStore open(String folder) {
        return open(S3Place.folder(folder, environment.get(ENDPOINT)));
    }

    private BackupStore open(S3Place place) {
        return S3Store.open(place, environment.getOrDefault(REGION, USUAL_REGION));
    }

    /// Works with a backup where it lies, or with a copy that is brought from storage and removed afterwards.
    <T> T with(String from, Function<Path, T> work) {
        if (!names(from)) {
            return work.apply(Path.of(from));
        }
        S3Place place = S3Place.folderOf(from, environment.get(ENDPOINT));
        try (BackupStore store = open(place);
                TemporaryFolder folder = TemporaryFolder.make("arzani-backup")) {
            return work.apply(store.fetch(from.substring(from.lastIndexOf('/') + 1), folder.path()));
        }
    }
}
