package com.arzani.tokens.ledger;

import com.arzani.tokens.money.Tokens;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/// A user's tokens: one wallet a user (T1), changed by postings alone.
@Entity
@Immutable
@Table(name = "user_tokens")
public class Wallet {
    @Id
    @Column(name = "user_id")
    private long userId;

    @Column(name = "token_balance")
    private long balance;

    @Column(name = "tokens_owed")
    private long owed;

    @Column(name = "tokens_purchased")
    private long purchased;

    @Column(name = "tokens_consumed")
    private long consumed;

    @Column(name = "lifetime_purchased")
    private long lifetimePurchased;

    @Column(name = "wallet_seq")
    private long seq;

    @Column(name = "last_entry_at")
    private Instant lastEntryAt;

    @Column(name = "next_expiry_at")
    private Instant nextExpiryAt;

    protected Wallet() {}

    public long userId() {
        return userId;
    }

    /// What can be spent; never below zero.
    public Tokens balance() {
        return new Tokens(balance);
    }

    /// Debt that a refund or dispute left behind; later credits pay it first.
    public Tokens owed() {
        return new Tokens(owed);
    }

    /// Paid tokens credited and not reversed; bonus and gifts are not counted (T10).
    public Tokens purchased() {
        return new Tokens(purchased);
    }

    /// Tokens spent, less what was reversed.
    public Tokens consumed() {
        return new Tokens(consumed);
    }

    /// Paid tokens ever credited.
    public Tokens lifetimePurchased() {
        return new Tokens(lifetimePurchased);
    }

    /// Number of the last entry; a screen that shows an older number shows an older wallet (F4).
    public long seq() {
        return seq;
    }

    public Instant lastEntryAt() {
        return lastEntryAt;
    }

    /// No open lot ends before this, or none ends.
    public Instant nextExpiryAt() {
        return nextExpiryAt;
    }
}
