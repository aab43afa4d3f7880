package com.arzani.tokens.market;

import com.arzani.tokens.money.Tokens;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/// A person on the marketplace, as operators may read them. E-mail and phone are not mapped: no login may select them
/// (ruling 4); see UserDirectory.
@Entity
@Immutable
@Table(name = "users")
public class User {
    @Id
    private long id;

    @Column(name = "first_name")
    private String firstName;

    @Column(name = "last_name")
    private String lastName;

    @Column(name = "buyer_plan")
    private String plan;

    @Column(name = "freemium_tier")
    private String tier;

    @Column(name = "token_balance")
    private long balance;

    @Column(name = "free_contacts_used")
    private int freeContactsUsed;

    @Column(name = "free_contacts_reset_date")
    private Instant freeContactsResetAt;

    @Column(name = "created_at")
    private Instant createdAt;

    protected User() {}

    public long id() {
        return id;
    }

    public String firstName() {
        return firstName;
    }

    public String lastName() {
        return lastName;
    }

    /// Decides alone about free contacts (ruling 20).
    public String plan() {
        return plan;
    }

    /// Shown, without effect (ruling 20).
    public String tier() {
        return tier;
    }

    /// What can be spent; kept by the posting function alone (T6).
    public Tokens balance() {
        return new Tokens(balance);
    }

    /// Counted in the month of `freeContactsResetAt`: last month's count says nothing about this month (T5).
    public int freeContactsUsed() {
        return freeContactsUsed;
    }

    public Instant freeContactsResetAt() {
        return freeContactsResetAt;
    }

    public Instant createdAt() {
        return createdAt;
    }
}
