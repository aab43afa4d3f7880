package com.arzani.tokens.catalog;

import com.arzani.tokens.money.Pence;
import com.arzani.tokens.money.Tokens;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;

/// The next version of a package, or a new package, while somebody works on it. One draft a package; a save that does
/// not know the last save is refused (F5).
@Entity
@Table(name = "token_package_drafts")
public class PackageDraft {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Column(name = "package_id", updatable = false)
    private Long packageId;

    @Column(name = "base_version")
    private Integer baseVersion;

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

    @Version
    @Column(name = "lock_version")
    private int lockVersion;

    // Both are set by the database.
    @Column(name = "updated_by", insertable = false, updatable = false)
    private String updatedBy;

    @Column(name = "updated_at", insertable = false, updatable = false)
    private Instant updatedAt;

    protected PackageDraft() {}

    PackageDraft(Long packageId, Integer baseVersion, PackageContent content) {
        this.packageId = packageId;
        change(baseVersion, content);
    }

    /// @throws Rejected if the content breaks a limit
    final void change(Integer newBaseVersion, PackageContent content) {
        PackageLimits.check(content);
        baseVersion = newBaseVersion;
        name = content.name().strip();
        description =
                content.description().isBlank() ? null : content.description().strip();
        tokenAmount = content.offer().tokens().count();
        bonusTokens = content.offer().bonus().count();
        pricePence = content.offer().price().amount();
        active = content.active();
        recommended = content.recommended();
        displayOrder = content.displayOrder();
    }

    public long id() {
        return id;
    }

    /// The package it will change; null for a new one.
    public Long packageId() {
        return packageId;
    }

    /// The version the editor started from; null for a new package.
    public Integer baseVersion() {
        return baseVersion;
    }

    public int lockVersion() {
        return lockVersion;
    }

    public PackageContent content() {
        Offer offer = new Offer(new Tokens(tokenAmount), new Tokens(bonusTokens), new Pence(pricePence));
        return new PackageContent(name, description, offer, active, recommended, displayOrder);
    }

    /// The login that saved it last.
    public String updatedBy() {
        return updatedBy;
    }

    public Instant updatedAt() {
        return updatedAt;
    }
}
