package com.arzani.tokens.market;

import com.arzani.tokens.money.Tokens;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/// A business that is for sale: a listing.
@Entity
@Immutable
@Table(name = "businesses")
public class Business {
    @Id
    private long id;

    @Column(name = "user_id")
    private long sellerId;

    @Column(name = "business_name")
    private String name;

    @Column(name = "industry")
    private String industry;

    @Column(name = "location")
    private String location;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "boost_level")
    private Integer boostLevel;

    @Column(name = "boosted_until")
    private Instant boostedUntil;

    @Column(name = "boost_tokens_spent")
    private Long boostTokensSpent;

    protected Business() {}

    public long id() {
        return id;
    }

    public long sellerId() {
        return sellerId;
    }

    /// As the seller wrote it.
    public String name() {
        return name;
    }

    public String industry() {
        return industry;
    }

    public String location() {
        return location;
    }

    public Instant createdAt() {
        return createdAt;
    }

    /// 1 to 3 while a boost is in force, else 0; the expiry job may be late, so compare `boostedUntil` with the clock
    /// (T20).
    public int boostLevel() {
        return boostLevel == null ? 0 : boostLevel;
    }

    /// UTC; null if it was never boosted.
    public Instant boostedUntil() {
        return boostedUntil;
    }

    /// Tokens spent on boosts, less what early ends gave back.
    public Tokens boostTokensSpent() {
        return new Tokens(boostTokensSpent == null ? 0 : boostTokensSpent);
    }
}
