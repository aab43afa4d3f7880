package com.arzani.tokens.market;

import com.arzani.tokens.money.Tokens;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/// A period in which a listing is boosted, bought or given. An extension is a period of its own that begins where the
/// one
/// before ends.
@Entity
@Immutable
@Table(name = "listing_boosts")
public class ListingBoost {
    @Id
    private long id;

    @Column(name = "business_id")
    private long businessId;

    @Column(name = "user_id")
    private long sellerId;

    @Column(name = "boost_level")
    private int level;

    @Column(name = "starts_at")
    private Instant startsAt;

    @Column(name = "ends_at")
    private Instant endsAt;

    @Column(name = "tokens_spent")
    private long tokensSpent;

    @Column(name = "entry_id")
    private Long entryId;

    @Column(name = "ended_at")
    private Instant endedAt;

    @Column(name = "ended_entry_id")
    private Long endedEntryId;

    @Column(name = "ended_tokens")
    private long endedTokens;

    @Column(name = "created_by")
    private String createdBy;

    @Column(name = "created_at")
    private Instant createdAt;

    protected ListingBoost() {}

    public long id() {
        return id;
    }

    public long businessId() {
        return businessId;
    }

    public long sellerId() {
        return sellerId;
    }

    /// 1 to 3.
    public int level() {
        return level;
    }

    public Instant startsAt() {
        return startsAt;
    }

    /// When it ends, or would have ended.
    public Instant endsAt() {
        return endsAt;
    }

    /// Zero for days given for free.
    public Tokens tokensSpent() {
        return new Tokens(tokensSpent);
    }

    /// The spend; null for days given for free.
    public Long entryId() {
        return entryId;
    }

    /// When it was ended before its time, even before it began; null if it was not.
    public Instant endedAt() {
        return endedAt;
    }

    /// The reversal of its unused part; null if nothing went back.
    public Long endedEntryId() {
        return endedEntryId;
    }

    /// Tokens the early end gave back.
    public Tokens endedTokens() {
        return new Tokens(endedTokens);
    }

    public String createdBy() {
        return createdBy;
    }

    public Instant createdAt() {
        return createdAt;
    }
}
