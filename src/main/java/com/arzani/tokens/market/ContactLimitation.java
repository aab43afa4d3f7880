package com.arzani.tokens.market;

import com.arzani.tokens.money.Tokens;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/// What one buyer's contacts with one listing add up to.
@Entity
@Immutable
@Table(name = "contact_limitations")
public class ContactLimitation {
    @Id
    private long id;

    @Column(name = "user_id")
    private long buyerId;

    @Column(name = "business_id")
    private long businessId;

    @Column(name = "contact_count")
    private int contacts;

    @Column(name = "first_contact_at")
    private Instant firstContactAt;

    @Column(name = "last_contact_at")
    private Instant lastContactAt;

    @Column(name = "tokens_spent")
    private long tokensSpent;

    @Column(name = "is_free_contact")
    private boolean firstWasFree;

    protected ContactLimitation() {}

    public long id() {
        return id;
    }

    public long buyerId() {
        return buyerId;
    }

    public long businessId() {
        return businessId;
    }

    public int contacts() {
        return contacts;
    }

    public Instant firstContactAt() {
        return firstContactAt;
    }

    public Instant lastContactAt() {
        return lastContactAt;
    }

    public Tokens tokensSpent() {
        return new Tokens(tokensSpent);
    }

    /// The first contact used the month's free one.
    public boolean firstWasFree() {
        return firstWasFree;
    }
}
