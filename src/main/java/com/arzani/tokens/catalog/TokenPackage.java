package com.arzani.tokens.catalog;

import com.arzani.tokens.money.Pence;
import com.arzani.tokens.money.Tokens;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/// A package as customers see it now. Read only: it changes by publishing a draft, and orders keep what they froze
/// (T9).
@Entity
@Immutable
@Table(name = "token_packages")
public class TokenPackage {
    @Id
    private long id;

    private String name;
    private String description;

    @Column(name = "token_amount")
    private long tokenAmount;

    @Column(name = "price_gbp")
    private long pricePence;

    private String currency;

    @Column(name = "bonus_tokens")
    private long bonusTokens;

    @Column(name = "stripe_price_id")
    private String stripePriceId;

    @Column(name = "is_active")
    private boolean active;

    @Column(name = "is_recommended")
    private boolean recommended;

    @Column(name = "display_order")
    private int displayOrder;

    private int version;

    @Column(name = "updated_at")
    private Instant updatedAt;

    protected TokenPackage() {}

    public long id() {
        return id;
    }

    public String name() {
        return name;
    }

    public Offer offer() {
        return new Offer(new Tokens(tokenAmount), new Tokens(bonusTokens), new Pence(pricePence));
    }

    /// ISO code; pounds unless somebody made it otherwise (T21).
    public String currency() {
        return currency;
    }

    /// Stripe's price id, null until one was made.
    public String stripePriceId() {
        return stripePriceId;
    }

    public boolean active() {
        return active;
    }

    public boolean recommended() {
        return recommended;
    }

    /// Number of the published version, from 1.
    public int version() {
        return version;
    }

    public Instant updatedAt() {
        return updatedAt;
    }

    public PackageContent content() {
        return new PackageContent(name, description, offer(), active, recommended, displayOrder);
    }
}
