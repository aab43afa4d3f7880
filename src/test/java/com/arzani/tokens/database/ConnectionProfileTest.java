package com.arzani.tokens.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.problem.TokenProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

class ConnectionProfileTest {
    private static final Credentials LOGIN = new Credentials("someone", "pass phrase".toCharArray());

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"db.arzani.example", "10.0.0.5", "0.0.0.0", "localhost.example", "2001:db8::1"})
    void whateverIsNotThisMachineIsReachedThroughVerifiedTlsOnly(String host) {
        ConnectionProfile profile = new ConnectionProfile("company", host, 5432, "tokens", Path.of("root.pem"));

        PGSimpleDataSource source = profile.source(LOGIN, "test", Duration.ofSeconds(30));

        assertThat(profile.loopback()).isFalse();
        assertThat(source.getSslMode()).isEqualTo("verify-full");
        assertThat(source.getSslRootCert()).isEqualTo("root.pem");
        assertThat(source.getChannelBinding()).isEqualTo("require");
        assertThat(source.getProperty(PGProperty.REQUIRE_AUTH)).isEqualTo("scram-sha-256");
        assertThat(source.getLogServerErrorDetail()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "127.1.2.3", "::1"})
    void thisMachineNeedsNoCertificateButScram(String host) {
        ConnectionProfile profile = new ConnectionProfile("own", host, 5432, "tokens", null);

        PGSimpleDataSource source = profile.source(LOGIN, "test", Duration.ofSeconds(30));

        assertThat(profile.loopback()).isTrue();
        assertThat(source.getProperty(PGProperty.REQUIRE_AUTH)).isEqualTo("scram-sha-256");
        assertThat(source.getConnectTimeout()).isPositive();
        assertThat(source.getSocketTimeout()).isEqualTo(35);
        assertThat(source.getTcpKeepAlive()).isTrue();
    }

    @Test
    void refusesAnotherHostWithoutARootCertificate() {
        assertThatThrownBy(() -> new ConnectionProfile("company", "db.arzani.example", 5432, "tokens", null))
                .isInstanceOf(TokenProblem.class)
                .hasMessage("profile_incomplete");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a,b", "a/b?sslmode=disable", "user@host"})
    void refusesAHostThatSaysMoreThanAHost(String host) {
        assertThatThrownBy(() -> new ConnectionProfile("company", host, 5432, "tokens", Path.of("root.pem")))
                .hasMessage("profile_host_wrong");
    }

    @Test
    void neverShowsThePassword() {
        assertThat(LOGIN.toString()).doesNotContain("pass phrase").contains("someone");
    }

    @Test
    void readsTheProfilesOfAFolder() throws IOException {
        Files.writeString(folder.resolve("root.pem"), "certificate");
        write("company", "host=db.arzani.example\ndatabase=tokens\nrootCertificate=root.pem\n");
        write("local", "host=127.0.0.1\nport=5433\ndatabase=tokens\n");

        ConnectionProfiles read = ConnectionProfiles.read(folder);

        assertThat(read.warnings()).isEmpty();
        assertThat(read.profiles())
                .containsExactly(
                        new ConnectionProfile(
                                "company", "db.arzani.example", 5432, "tokens", folder.resolve("root.pem")),
                        new ConnectionProfile("local", "127.0.0.1", 5433, "tokens", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "PGPASSWORD", "db.secret", "STRIPE_SECRET_KEY", "accessToken", "privateKey"})
    void h17RefusesAProfileThatHoldsASecret(String key) throws IOException {
        write("leaky", "host=127.0.0.1\ndatabase=tokens\n" + key + "=hunter2\n");

        ConnectionProfiles read = ConnectionProfiles.read(folder);

        assertThat(read.profiles()).isEmpty();
        assertThat(read.warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.key()).isEqualTo("profile_holds_secret");
            assertThat(warning.arguments()).isEqualTo(List.of("leaky", key));
        });
    }

    @Test
    void h17WarnsOfUnknownEntriesAndOfOtherPeoplesRights() throws IOException {
        Path file = write("odd", "host=127.0.0.1\ndatabase=tokens\nsslmode=disable\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

        ConnectionProfiles read = ConnectionProfiles.read(folder);

        assertThat(read.profiles()).hasSize(1);
        assertThat(read.warnings())
                .extracting(TokenProblem::key)
                .containsExactly("profile_key_unknown", "profile_open_to_others");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "-1", "99999", "1e3", "１２", "5432 ; x"})
    void h6RefusesAPortThatIsNone(String port) throws IOException {
        write("wrong", "host=127.0.0.1\ndatabase=tokens\nport=" + port + "\n");

        assertThat(ConnectionProfiles.read(folder).warnings())
                .singleElement()
                .extracting(TokenProblem::key)
                .isEqualTo("profile_port_wrong");
    }

    @Test
    void oneWrongProfileDoesNotHideTheOthers() throws IOException {
        write("a-wrong", "database=tokens\n");
        write("b-broken", "host=\\u00zz\n");
        write("c-away", "host=db.arzani.example\ndatabase=tokens\nrootCertificate=missing.pem\n");
        write("d-right", "host=::1\ndatabase=tokens\n");

        ConnectionProfiles read = ConnectionProfiles.read(folder);

        assertThat(read.profiles()).extracting(ConnectionProfile::name).containsExactly("d-right");
        assertThat(read.warnings())
                .extracting(TokenProblem::key)
                .containsExactly("profile_incomplete", "profile_unreadable", "profile_certificate_missing");
    }

    @Test
    void aMissingFolderHoldsNoProfiles() {
        assertThat(ConnectionProfiles.read(folder.resolve("none")).profiles()).isEmpty();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name + ".properties"), text);
    }
}
