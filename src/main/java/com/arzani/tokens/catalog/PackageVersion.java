package com.arzani.tokens.catalog;

import com.arzani.tokens.money.Pence;
import com.arzani.tokens.money.Tokens;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/// A package as it was published once; kept for ever, because orders point at it.
@Entity
@Immutable
@Table(name = "token_package_versions")
public class PackageVersion {
    @Id
    private long id;

    @Column(name = "package_id")
    private long packageId;

    private int version;
    private String name;
    private String description;

    @Column(name = "token_amount")
    private long tokenAmount;

    @Column(name = "price_gbp")
    private long pricePence;

    @Column(name = "bonus_tokens")
    private long bonusTokens;

    @Column(name = "is_active")
    private boolean active;

    @Column(name = "is_recommended")
    private boolean recommended;

    @Column(name = "display_order")
    private int displayOrder;

    private String reason;

    @Column(name = "published_by")
    private String publishedBy;

    @Column(name = "published_at")
    private Instant publishedAt;

    protected PackageVersion() {}

    public long id() {
        return id;
    }

    public long packageId() {
        return packageId;
    }

    /// Counted from 1 for each package.
    public int version() {
        return version;
    }

    public PackageContent content() {
        Offer offer = new Offer(new Tokens(tokenAmount), new Tokens(bonusTokens), new Pence(pricePence));
        return new PackageContent(name, description, offer, active, recommended, displayOrder);
    }

    /// Why it was published.
    public String reason() {
        return reason;
    }

    /// The login that published it.
    public String publishedBy() {
        return publishedBy;
    }

    public Instant publishedAt() {
        return publishedAt;
    }
}
