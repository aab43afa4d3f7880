package com.arzani.tokens.market;

import com.arzani.tokens.database.Database;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Set;
import org.hibernate.type.StandardBasicTypes;

/// Which features are on for whom.
public final class Rollout {
    public static final String TOKEN_SYSTEM = "ENABLE_TOKEN_SYSTEM";
    public static final String SELLER_BOOST = "ENABLE_SELLER_BOOST";
    public static final String PREMIUM_ANALYTICS = "ENABLE_PREMIUM_ANALYTICS";

    private final Database database;

    public Rollout(Database database) {
        this.database = database;
    }

    /// The features that are on for a user, by name.
    public Set<String> on(long userId) {
        List<String> names =
                database.call(session -> session.createNativeQuery("SELECT unnest(features_on(:user))", String.class)
                        .setParameter("user", userId, StandardBasicTypes.LONG)
                        .getResultList());
        return Set.copyOf(names);
    }

    /// A user's place among all for one salt, 0 to 2^32 - 1: the first 32 bits of SHA-256 over `salt:user`, as
    /// `rollout_bucket` in the database (T12).
    public static long bucket(String salt, long userId) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest((salt + ":" + userId).getBytes(StandardCharsets.UTF_8));
            return Integer.toUnsignedLong(ByteBuffer.wrap(hash).getInt());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
