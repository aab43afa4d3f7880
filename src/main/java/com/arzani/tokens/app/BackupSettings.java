package com.arzani.tokens.app;

import com.arzani.tokens.backup.BackupPlace;
import com.arzani.tokens.backup.BackupStore;
import com.arzani.tokens.backup.Drill;
import com.arzani.tokens.database.ConnectionProfile;
import com.arzani.tokens.database.Credentials;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Where the background jobs put backups, and who reads all rows for them.
///
/// @param folder none: with the built-in database, in its data folder
/// @param login  of a reader of everything at a company's database; none with the built-in one, which belongs to
/// whoever
/// runs it
/// @param store  a second place, on another machine
record BackupSettings(Optional<Path> folder, Optional<Credentials> login, Optional<BackupStore> store) {
    static final String FOLDER = "BACKUP_FOLDER";
    static final String COPIES = "BACKUP_S3";
    static final String USER = "BACKUP_USER";
    static final String PASSWORD = "BACKUP_PASSWORD";

    /// Of a company's database all three or none are set.
    static BackupSettings read(Map<String, String> environment, EnvironmentReading reading, boolean company) {
        boolean all = company
                && (environment.containsKey(FOLDER)
                        || environment.containsKey(USER)
                        || environment.containsKey(PASSWORD));
        Optional<Path> folder = reading.text(FOLDER, all, value -> !value.isBlank() && value.indexOf('\0') < 0)
                .map(Path::of);
        Optional<String> user = reading.text(USER, all, value -> true);
        Optional<String> password = reading.text(PASSWORD, all, value -> true);
        Optional<BackupStore> store =
                reading.text(COPIES, false, BackupStores::names).map(new BackupStores(environment)::open);
        return new BackupSettings(
                folder,
                user.flatMap(name -> password.map(secret -> new Credentials(name, secret.toCharArray()))),
                store);
    }

    /// With the built-in database: drills too, since its owner may make databases.
    static BackupPlace builtIn(EmbeddedHouse house, Path folder, Optional<BackupStore> store) {
        return new BackupPlace(
                folder,
                house.server().ownerSource(),
                store,
                Optional.of(new Drill(house.server().profile(), house.server().superuser())));
    }

    BackupPlace builtIn(EmbeddedHouse house, Settings settings) {
        return builtIn(house, folder.orElse(BackupPlace.inside(settings.data())), store);
    }

    /// At a company's database, without drills: the service has no login that may make databases.
    Optional<BackupPlace> company(ConnectionProfile profile) {
        return login.flatMap(reader -> folder.map(
                to -> new BackupPlace(to, profile.ownerSource(reader, "arzani-backup"), store, Optional.empty())));
    }

    Map<String, String> told() {
        return Map.of(
                FOLDER, folder.map(Path::toString).orElse(""),
                USER, login.map(Credentials::login).orElse(""));
    }
}
