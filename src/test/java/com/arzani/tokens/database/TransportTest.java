package com.arzani.tokens.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.arzani.tokens.database.testing.Sql;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.Unavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The address 0.0.0.0 leads to this machine on Unix and is no loopback address by its text: so the rules for other
/// hosts apply to it.
class TransportTest {
    private static final String ELSEWHERE = "0.0.0.0";
    private static final char[] STORE = "store-of-tests".toCharArray();

    @TempDir
    private static Path folder;

    private static EmbeddedPostgres server;

    @BeforeAll
    static void open() throws Exception {
        assumeFalse(Platform.current().windows(), "0.0.0.0 is no destination on Windows");
        server = EmbeddedPostgres.start(folder.resolve("data"), Map.of());
        sql().execute("CREATE ROLE tokens_support NOLOGIN");
        new EmbeddedLogins(server.ownerSource()).make(server.credentials("demo_support"), OperatorRole.SUPPORT);
        makeCertificate("right", ELSEWHERE);
        makeCertificate("other", "10.0.0.1");
    }

    @AfterAll
    static void close() {
        if (server != null) {
            server.close();
        }
    }

    @AfterEach
    void clearText() {
        serve("off", "right");
    }

    @Test
    void refusesAServerWithoutTls() {
        assertThatThrownBy(() -> signIn("right"))
                .isInstanceOf(Unavailable.class)
                .hasMessage("connection_not_safe");
    }

    @Test
    void refusesACertificateOfAnUnknownAuthority() {
        serve("on", "right");

        assertThatThrownBy(() -> signIn("other"))
                .isInstanceOf(Unavailable.class)
                .hasMessage("connection_not_safe");
    }

    @Test
    void refusesACertificateOfAnotherHost() {
        serve("on", "other");

        assertThatThrownBy(() -> signIn("other"))
                .isInstanceOf(Unavailable.class)
                .hasMessage("connection_not_safe");
    }

    @Test
    void saysThatTheRootCertificateIsMissing() {
        serve("on", "right");

        assertThatThrownBy(() -> signIn("missing"))
                .isInstanceOf(Rejected.class)
                .hasMessage("profile_certificate_missing");
    }

    @Test
    void signsInOverVerifiedTlsWithChannelBinding() {
        serve("on", "right");

        assertThat(signIn("right")).isEqualTo("TLSv1.3");
    }

    private static String signIn(String certificate) {
        ConnectionProfile elsewhere = new ConnectionProfile(
                "elsewhere",
                ELSEWHERE,
                server.profile().port(),
                server.profile().database(),
                folder.resolve(certificate + ".crt"));
        try (Database database = Database.open(
                elsewhere,
                server.credentials("demo_support"),
                DatabaseOptions.console(Clock.systemUTC(), () -> false))) {
            return database.read(session -> session.createNativeQuery(
                            "SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid()", String.class)
                    .getSingleResult());
        }
    }

    private static void serve(String tls, String certificate) {
        sql().execute("ALTER SYSTEM SET ssl_cert_file = '" + folder.resolve(certificate + ".crt") + "'");
        sql().execute("ALTER SYSTEM SET ssl_key_file = '" + folder.resolve(certificate + ".key") + "'");
        sql().execute("ALTER SYSTEM SET ssl = '" + tls + "'");
        sql().execute("SELECT pg_reload_conf()");
        while (!sql().value(String.class, "SHOW ssl").equals(tls)) {
            Thread.onSpinWait();
        }
    }

    private static void makeCertificate(String name, String address)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path store = folder.resolve(name + ".p12");
        String password = new String(STORE);
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        "RSA",
                        "-keysize",
                        "2048",
                        "-dname",
                        "CN=" + address,
                        "-ext",
                        "san=ip:" + address,
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        password))
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance(store.toFile(), STORE);
        Path key = folder.resolve(name + ".key");
        Files.writeString(key, pem("PRIVATE KEY", keys.getKey(name, STORE).getEncoded()));
        DataFolder.onlyOwner(key);
        Files.writeString(
                folder.resolve(name + ".crt"),
                pem("CERTIFICATE", keys.getCertificate(name).getEncoded()));
    }

    private static String pem(String kind, byte[] bytes) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END " + kind + "-----\n";
    }

    private static Sql sql() {
        return new Sql(server.ownerSource());
    }
}
