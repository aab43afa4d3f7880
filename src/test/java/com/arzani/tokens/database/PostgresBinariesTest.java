package com.arzani.tokens.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.Platform.Kind;
import com.arzani.tokens.problem.TokenProblem;
import com.arzani.tokens.problem.Unavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresBinariesTest {
    private static final Path HOME = Path.of("/home/ann");

    /// Shared, since unpacking takes seconds.
    @TempDir
    private static Path unpacked;

    @TempDir
    private Path folder;

    @Test
    void severalProgramsUnpackAtOnceIntoOneWholeFolder() throws IOException {
        CompletableFuture<PostgresBinaries> one = CompletableFuture.supplyAsync(this::unpack);
        CompletableFuture<PostgresBinaries> other = CompletableFuture.supplyAsync(this::unpack);

        assertThat(one.join()).isEqualTo(other.join());
        try (var left = Files.list(unpacked)) {
            assertThat(left)
                    .as("nothing half is left")
                    .containsExactly(one.join().folder());
        }
        assertThat(one.join().program("postgres")).isExecutable();
        assertThat(one.join().program("initdb")).isExecutable();
        assertThat(one.join().holdsLibrary("pg_stat_statements")).isTrue();
        assertThat(one.join().holdsLibrary("pg_trgm")).isTrue();
        assertThat(one.join().holdsLibrary("no_such_thing")).isFalse();
    }

    @Test
    void takesTheOtherPlaceWhenTheFirstCannotBeWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("a file"), "not a folder");

        PostgresBinaries binaries = PostgresBinaries.unpacked(Platform.current(), file, unpacked);

        assertThat(binaries.folder()).startsWith(unpacked);
        assertThatThrownBy(() -> PostgresBinaries.unpacked(Platform.current(), file))
                .isInstanceOf(TokenProblem.class)
                .hasMessage("data_folder_not_writable");
    }

    @Test
    void refusesAProcessorWithoutBinaries() {
        Platform strange = new Platform(Kind.LINUX, "riscv64", HOME, Map.of());

        assertThatThrownBy(strange::archive).isInstanceOf(Unavailable.class).hasMessage("platform_unknown");
    }

    @ParameterizedTest
    @CsvSource({
        "LINUX, aarch64, postgres-linux-arm_64.txz",
        "MAC, aarch64, postgres-darwin-arm_64.txz",
        "MAC, x86_64, postgres-darwin-x86_64.txz",
        "WINDOWS, amd64, postgres-windows-x86_64.txz"
    })
    void knowsTheArchiveOfEachSystem(Kind kind, String architecture, String archive) {
        assertThat(new Platform(kind, architecture, HOME, Map.of()).archive()).isEqualTo(archive);
    }

    @Test
    void keepsDataWhereEachSystemKeepsIt() {
        assertThat(new Platform(Kind.LINUX, "amd64", HOME, Map.of()).dataFolder())
                .isEqualTo(HOME.resolve(".local/share/arzani-token-console"));
        assertThat(new Platform(Kind.LINUX, "amd64", HOME, Map.of("XDG_DATA_HOME", "/srv/ann")).dataFolder())
                .isEqualTo(Path.of("/srv/ann/arzani-token-console"));
        assertThat(new Platform(Kind.LINUX, "amd64", HOME, Map.of("XDG_DATA_HOME", "relative")).dataFolder())
                .isEqualTo(HOME.resolve(".local/share/arzani-token-console"));
        assertThat(new Platform(Kind.MAC, "aarch64", HOME, Map.of()).dataFolder())
                .isEqualTo(HOME.resolve("Library/Application Support/arzani-token-console"));
        assertThat(new Platform(Kind.WINDOWS, "amd64", HOME, Map.of()).dataFolder())
                .isEqualTo(HOME.resolve("AppData/Local/arzani-token-console"));
    }

    private PostgresBinaries unpack() {
        return PostgresBinaries.unpacked(Platform.current(), unpacked);
    }
}
