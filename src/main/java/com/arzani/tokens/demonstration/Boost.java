package com.arzani.tokens.demonstration;

/// One period of a listing in front, as `listing_boosts` keeps it.
final class Boost {
    final long id;
    final int businessId;
    final int userId;
    final int level;
    final long startsAt;
    final long endsAt;
    final long tokens;
    final long madeAt;

    Boost(long id, int businessId, int userId, int level, long startsAt, long endsAt, Posted spend) {
        this.id = id;
        this.businessId = businessId;
        this.userId = userId;
        this.level = level;
        this.startsAt = startsAt;
        this.endsAt = endsAt;
        this.tokens = spend.tokens;
        this.madeAt = spend.at;
    }
}
