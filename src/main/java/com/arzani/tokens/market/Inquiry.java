package com.arzani.tokens.market;

import com.arzani.tokens.money.Tokens;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/// One message of a buyer about a listing. Its text and addresses are not mapped: operators may not select them.
@Entity
@Immutable
@Table(name = "business_inquiries")
public class Inquiry {
    @Id
    private long id;

    @Column(name = "business_id")
    private long businessId;

    @Column(name = "user_id")
    private Long buyerId;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "inquiry_type")
    private String type;

    @Column(name = "tokens_spent")
    private Long tokensSpent;

    @Column(name = "contact_attempt_number")
    private Integer attempt;

    @Column(name = "entry_id")
    private Long entryId;

    @Column(name = "responded_at")
    private Instant respondedAt;

    protected Inquiry() {}

    public long id() {
        return id;
    }

    public long businessId() {
        return businessId;
    }

    /// Null for inquiries older than the token system.
    public Long buyerId() {
        return buyerId;
    }

    public Instant createdAt() {
        return createdAt;
    }

    /// `free`, `token`, or `premium`: a contact by a tier other than basic (ruling 20).
    public String type() {
        return type;
    }

    public Tokens tokensSpent() {
        return new Tokens(tokensSpent == null ? 0 : tokensSpent);
    }

    /// Counts per buyer and listing, from 1.
    public int attempt() {
        return attempt == null ? 1 : attempt;
    }

    /// The ledger entry that paid for it; null when it was free.
    public Long entryId() {
        return entryId;
    }

    /// When the seller answered; null if not yet.
    public Instant respondedAt() {
        return respondedAt;
    }
}
