package com.arzani.tokens.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.http.BearerTokens;
import com.arzani.tokens.http.TokenRules;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Who is believed, and who is not.
@PostgresTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BearerApiTest {
    private static final String BALANCE = "/api/tokens/balance";

    private final TestDatabase database;
    private final Instant now = Clock.systemUTC().instant();
    private ApiFixture api;
    private long user;

    BearerApiTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeAll
    void start() {
        api = new ApiFixture(database);
        user = api.seed.user();
    }

    @AfterAll
    void stop() {
        api.close();
    }

    private JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .subject(Long.toString(user))
                .issuer("issuer")
                .audience("audience")
                .expirationTime(Date.from(now.plusSeconds(300)));
    }

    private static String signed(JWTClaimsSet.Builder claims) throws JOSEException {
        return signed(claims, "a secret of the tests, long enough");
    }

    private static String signed(JWTClaimsSet.Builder claims, String secret) throws JOSEException {
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims.build());
        token.sign(new MACSigner(secret.getBytes(StandardCharsets.UTF_8)));
        return token.serialize();
    }

    private void refused(String token, String code) {
        ApiFixture.Reply reply = api.get(BALANCE, token);
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.code()).isEqualTo(code);
        assertThat(reply.header("WWW-Authenticate")).startsWith("Bearer realm=");
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.body()).doesNotContain("Exception", "at com.");
        if (token != null && !token.isEmpty()) {
            assertThat(reply.body()).doesNotContain(token);
        }
    }

    @Test
    void nobodyIsRefused() {
        refused(null, "bearer_missing");
        assertThat(api.send(api.request(BALANCE, null)
                                .header("Authorization", "Basic YTpi")
                                .GET())
                        .code())
                .isEqualTo("bearer_wrong");
        refused("", "bearer_wrong");
        refused("not.a.token", "bearer_wrong");
        refused("a".repeat(4_000), "bearer_wrong");
    }

    @Test
    void whatIsNotOursIsRefused() throws Exception {
        refused(signed(claims(), "another secret that is long enough"), "bearer_wrong");
        refused(signed(claims().issuer("other")), "bearer_wrong");
        refused(signed(claims().audience("other")), "bearer_wrong");
        refused(signed(claims().audience(List.of())), "bearer_wrong");
        refused(signed(claims().expirationTime(null)), "bearer_wrong");
        refused(signed(claims().subject(null)), "bearer_wrong");
        refused(signed(claims().expirationTime(Date.from(now.minusSeconds(60)))), "bearer_expired");
        refused(signed(claims().notBeforeTime(Date.from(now.plusSeconds(120)))), "bearer_wrong");
        for (String subject : List.of("", "0", "-1", "1e3", "2147483648", "99999999999", "anna", "1 OR 1=1", "１２")) {
            refused(signed(claims().subject(subject)), "bearer_wrong");
        }
    }

    @Test
    void algorithmsAreOursToChoose() throws Exception {
        refused(new PlainJWT(claims().build()).serialize(), "bearer_wrong");
        for (JWSAlgorithm other : List.of(JWSAlgorithm.HS384, JWSAlgorithm.HS512)) {
            SignedJWT token = new SignedJWT(new JWSHeader(other), claims().build());
            token.sign(new MACSigner("a secret of the tests, long enough".repeat(2)));
            refused(token.serialize(), "bearer_wrong");
        }
        RSAKey key = new RSAKeyGenerator(2048).generate();
        SignedJWT ofTheirs = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).jwk(key.toPublicJWK()).build(), claims().build());
        ofTheirs.sign(new RSASSASigner(key));
        refused(ofTheirs.serialize(), "bearer_wrong");
        String good = signed(claims());
        refused(good.substring(0, good.lastIndexOf('.') + 1), "bearer_wrong");
    }

    @Test
    void aGoodTokenIsBelievedWithHalfAMinuteOfOtherClocks() throws Exception {
        assertThat(api.get(BALANCE, signed(claims())).status()).isEqualTo(200);
        Date justEnded = Date.from(Clock.systemUTC().instant().minusSeconds(5));
        assertThat(api.get(BALANCE, signed(claims().expirationTime(justEnded))).status())
                .isEqualTo(200);
    }

    @Test
    void aUserWhoIsNotHereIsToldSo() throws Exception {
        ApiFixture.Reply reply = api.get(BALANCE, signed(claims().subject("2147483647")));
        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.code()).isEqualTo("user_unknown");
        assertThat(api.get(BALANCE, ApiFixture.adminToken()).code()).isEqualTo("bearer_without_user");
    }

    @Test
    void publicKeysAreReadFromTheIssuer() throws Exception {
        RSAKey key = new RSAKeyGenerator(2048).keyID("one").generate();
        HttpServer issuer = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        byte[] keys = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
        issuer.createContext("/keys", exchange -> {
            exchange.sendResponseHeaders(200, keys.length);
            exchange.getResponseBody().write(keys);
            exchange.close();
        });
        issuer.start();
        Map<String, String> environment = Map.of(
                "JWT_JWKS_URL", "http://127.0.0.1:" + issuer.getAddress().getPort() + "/keys",
                "JWT_ISSUER", "issuer",
                "JWT_AUDIENCE", "audience");
        try (ApiFixture other = new ApiFixture(database, environment)) {
            SignedJWT good = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("one").build(), claims().build());
            good.sign(new RSASSASigner(key));
            assertThat(other.get(BALANCE, good.serialize()).status()).isEqualTo(200);
            // The public key is no secret: as one, it must not sign anything.
            byte[] known = key.toPublicJWK().toRSAPublicKey().getEncoded();
            SignedJWT confused = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("one").build(), claims().build());
            confused.sign(new MACSigner(known));
            assertThat(other.get(BALANCE, confused.serialize()).code()).isEqualTo("bearer_wrong");
            assertThat(other.get(BALANCE, new PlainJWT(claims().build()).serialize())
                            .code())
                    .isEqualTo("bearer_wrong");
            issuer.stop(0);
        }
        try (ApiFixture away = new ApiFixture(database, environment)) {
            SignedJWT good = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("one").build(), claims().build());
            good.sign(new RSASSASigner(key));
            ApiFixture.Reply reply = away.get(BALANCE, good.serialize());
            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.code()).isEqualTo("bearer_keys_away");
        }
    }

    @Test
    void theDemonstrationsOwnTokensHold() {
        TokenRules rules = new TokenRules(
                Optional.of("another secret that is long enough"), Optional.empty(), "issuer", "audience");
        String token = BearerTokens.sign(rules, Long.toString(user), false, now, Duration.ofMinutes(1));
        refused(token, "bearer_wrong");
        assertThat(api.get(BALANCE, ApiFixture.token(user)).status()).isEqualTo(200);
    }
}
