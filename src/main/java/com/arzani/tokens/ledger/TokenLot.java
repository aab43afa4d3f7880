package com.arzani.tokens.ledger;

import com.arzani.tokens.money.Pence;
import com.arzani.tokens.money.Tokens;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/// What one credit brought, and what is left of it. Open lots add up to the balance.
@Entity
@Immutable
@Table(name = "token_lots")
public class TokenLot {
    @Id
    @Column(name = "entry_id")
    private long entryId;

    @Column(name = "user_id")
    private long userId;

    @Convert(converter = LotKindColumn.class)
    @Column(name = "kind")
    private LotKind kind;

    @Column(name = "tokens")
    private long tokens;

    @Column(name = "remaining")
    private long remaining;

    @Column(name = "draw_rank")
    private int drawRank;

    @Column(name = "paid_pence")
    private long paid;

    @Column(name = "currency")
    private String currency;

    @Column(name = "order_id")
    private Long orderId;

    @Column(name = "expires_at")
    private Instant expiresAt;

    @Column(name = "created_at")
    private Instant createdAt;

    protected TokenLot() {}

    /// The credit that brought the lot; also the lot's id.
    public long entryId() {
        return entryId;
    }

    public long userId() {
        return userId;
    }

    public LotKind kind() {
        return kind;
    }

    public Tokens tokens() {
        return new Tokens(tokens);
    }

    public Tokens remaining() {
        return new Tokens(remaining);
    }

    /// Lots of a lower rank are drawn first among those that end at the same time.
    public int drawRank() {
        return drawRank;
    }

    /// Share of the order's price; gifts carry nothing (ruling 17).
    public Pence paid() {
        return new Pence(paid);
    }

    /// ISO 4217.
    public String currency() {
        return currency;
    }

    public Long orderId() {
        return orderId;
    }

    /// UTC, or none.
    public Instant expiresAt() {
        return expiresAt;
    }

    /// Whether its time is over, so that what remains can no longer be spent.
    public boolean hasEnded(Instant now) {
        return expiresAt != null && !expiresAt.isAfter(now);
    }

    public Instant createdAt() {
        return createdAt;
    }
}
