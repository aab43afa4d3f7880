package com.arzani.tokens.database;

import com.arzani.tokens.problem.Rejected;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import javax.sql.DataSource;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/// Where a PostgreSQL server is. Whatever is not this machine is reached through verified TLS with channel binding;
/// that is fixed, not an option.
///
/// @param rootCertificate the authority that signed the server's certificate; may be null for loopback only
public record ConnectionProfile(String name, String host, int port, String database, Path rootCertificate) {
    private static final int CONNECT_SECONDS = 5;
    private static final int LOGIN_SECONDS = 8;
    /// The socket waits a little longer than the server, so that the server's own answer comes first.
    private static final int SOCKET_GRACE_SECONDS = 5;

    private static final int PREPARE_AFTER = 3;

    public ConnectionProfile {
        Objects.requireNonNull(name);
        Objects.requireNonNull(host);
        Objects.requireNonNull(database);
        if (host.isBlank() || host.indexOf(',') >= 0 || host.indexOf('/') >= 0 || host.indexOf('@') >= 0) {
            throw new Rejected("profile_host_wrong", name);
        }
        if (port < 1 || port > 65_535) {
            throw new Rejected("profile_port_wrong", name);
        }
        if (database.isBlank()) {
            throw new Rejected("profile_incomplete", name, "database");
        }
        if (rootCertificate == null && !isLoopback(host)) {
            throw new Rejected("profile_incomplete", name, "rootCertificate");
        }
    }

    /// True when the server runs on this machine, by the written address alone: no name service is asked.
    public boolean loopback() {
        return isLoopback(host);
    }

    /// A source of plain connections for the owner's work, which may take as long as it needs; one connection for each
    /// call.
    ///
    /// @param applicationName what the server shows for these connections
    public DataSource ownerSource(Credentials owner, String applicationName) {
        PGSimpleDataSource source = source(owner, applicationName, 0);
        // "already exists, skipping" is no news to anybody.
        source.setOptions("-c client_min_messages=warning");
        return source;
    }

    /// Says so when the certificate named in the profile cannot be read.
    void requireCertificate() {
        if (!loopback() && !Files.isReadable(rootCertificate)) {
            throw new Rejected("profile_certificate_missing", name, rootCertificate.toString());
        }
    }

    /// A source of connections on which nothing takes longer than a bound.
    PGSimpleDataSource source(Credentials credentials, String applicationName, Duration longestStatement) {
        return source(
                credentials, applicationName, Math.toIntExact(longestStatement.toSeconds()) + SOCKET_GRACE_SECONDS);
    }

    private PGSimpleDataSource source(Credentials credentials, String applicationName, int socketSeconds) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {host});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName(database);
        source.setUser(credentials.login());
        source.setPassword(credentials.secret());
        source.setApplicationName(applicationName);
        source.setConnectTimeout(CONNECT_SECONDS);
        source.setLoginTimeout(LOGIN_SECONDS);
        source.setSocketTimeout(socketSeconds);
        source.setTcpKeepAlive(true);
        source.setLogServerErrorDetail(false);
        source.setPrepareThreshold(PREPARE_AFTER);
        source.setReWriteBatchedInserts(true);
        source.setGssEncMode("disable");
        source.setProperty(PGProperty.REQUIRE_AUTH, "scram-sha-256");
        if (loopback()) {
            source.setSslMode("disable");
        } else {
            source.setSslMode("verify-full");
            source.setSslRootCert(rootCertificate.toString());
            source.setChannelBinding("require");
        }
        return source;
    }

    private static boolean isLoopback(String host) {
        if (host.equalsIgnoreCase("localhost")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }
}
