package com.arzani.tokens.http;

import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.Unavailable;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.source.ImmutableSecret;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.ExpiredJWTException;
import java.net.MalformedURLException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads bearer tokens: JWTs of one issuer for one audience, signed by an algorithm that fits the kind of key we have
/// and
/// by no other, with an end. Half a minute of clocks that differ is forgiven.
public final class BearerTokens {
    private static final String SCHEME = "Bearer ";
    private static final String ADMIN = "admin";
    private static final Pattern USER = Pattern.compile("[1-9][0-9]{0,9}");
    private static final Duration LEEWAY = Duration.ofSeconds(30);
    private static final int KEYS_MILLIS = 2_000;
    private static final int KEYS_BYTES = 100 * 1024;
    private static final Duration KEYS_OUTAGE = Duration.ofHours(4);
    private static final Set<JWSAlgorithm> PUBLIC = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    private final VerifiedTokens verified;

    public BearerTokens(TokenRules rules, Clock clock) {
        verified = new VerifiedTokens(clock);
        Set<JWSAlgorithm> algorithms = rules.secret().isPresent() ? Set.of(JWSAlgorithm.HS256) : PUBLIC;
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(algorithms, keys(rules)));
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        Claims claims = new Claims(rules, clock);
        claims.setMaxClockSkew((int) LEEWAY.toSeconds());
        processor.setJWTClaimsSetVerifier(claims);
    }

    private static JWKSource<SecurityContext> keys(TokenRules rules) {
        if (rules.secret().isPresent()) {
            return new ImmutableSecret<>(rules.secret().get().getBytes(StandardCharsets.UTF_8));
        }
        try {
            return JWKSourceBuilder.create(
                            rules.keys().orElseThrow().toURL(),
                            new DefaultResourceRetriever(KEYS_MILLIS, KEYS_MILLIS, KEYS_BYTES))
                    .retrying(true)
                    .outageTolerant(KEYS_OUTAGE.toMillis())
                    .build();
        } catch (MalformedURLException notHttp) {
            throw new IllegalArgumentException(notHttp);
        }
    }

    /// Issuer, audience, subject and end must be there and right; the time is the given clock's.
    private static final class Claims extends DefaultJWTClaimsVerifier<SecurityContext> {
        private final Clock clock;

        Claims(TokenRules rules, Clock clock) {
            super(
                    rules.audience(),
                    new JWTClaimsSet.Builder().issuer(rules.issuer()).build(),
                    Set.of("sub", "exp"));
            this.clock = clock;
        }

        @Override
        protected Date currentTime() {
            return Date.from(clock.instant());
        }
    }

    /// @param authorization the header; null if there is none
    /// @throws Rejected `bearer_missing`, `bearer_expired`, `bearer_wrong`
    /// @throws Unavailable `bearer_keys_away`: the issuer's keys cannot be read now
    Caller read(String authorization) {
        if (authorization == null) {
            throw new Rejected("bearer_missing");
        }
        if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new Rejected("bearer_wrong");
        }
        String token = authorization.substring(SCHEME.length()).strip();
        Optional<Caller> known = verified.find(token);
        if (known.isPresent()) {
            return known.get();
        }
        try {
            JWTClaimsSet claims = processor.process(token, null);
            Caller caller = caller(claims);
            verified.keep(token, caller, claims);
            return caller;
        } catch (ExpiredJWTException ended) {
            throw new Rejected("bearer_expired");
        } catch (KeySourceException away) {
            throw new Unavailable(away, "bearer_keys_away");
        } catch (ParseException | BadJOSEException | JOSEException | RuntimeException wrong) {
            // Nothing of a token is kept, not even in a cause.
            throw new Rejected("bearer_wrong");
        }
    }

    private static Caller caller(JWTClaimsSet claims) throws ParseException {
        boolean admin = scopes(claims).contains(ADMIN);
        String subject = claims.getSubject();
        boolean user = USER.matcher(subject).matches() && Long.parseLong(subject) <= Integer.MAX_VALUE;
        if (!user && !admin) {
            throw new Rejected("bearer_wrong");
        }
        return new Caller(user ? OptionalLong.of(Long.parseLong(subject)) : OptionalLong.empty(), admin);
    }

    /// `scope` is a text with spaces (RFC 8693), or a list, as some issuers write it.
    private static List<String> scopes(JWTClaimsSet claims) throws ParseException {
        Object scope = claims.getClaim("scope");
        if (scope instanceof String text) {
            return Arrays.asList(text.split(" "));
        }
        List<String> list = scope == null ? null : claims.getStringListClaim("scope");
        return list == null ? List.of() : list;
    }

    /// Signs a token with the secret; for the demonstration, which has no issuer of its own.
    public static String sign(TokenRules rules, String subject, boolean admin, Instant from, Duration life) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .subject(subject)
                .issuer(rules.issuer())
                .audience(rules.audience())
                .issueTime(Date.from(from))
                .expirationTime(Date.from(from.plus(life)));
        if (admin) {
            claims.claim("scope", ADMIN);
        }
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.HS256)
                            .type(JOSEObjectType.JWT)
                            .build(),
                    claims.build());
            token.sign(new MACSigner(rules.secret().orElseThrow().getBytes(StandardCharsets.UTF_8)));
            return token.serialize();
        } catch (JOSEException badSecret) {
            throw new IllegalArgumentException(badSecret);
        }
    }
}
