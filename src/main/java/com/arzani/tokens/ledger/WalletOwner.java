package com.arzani.tokens.ledger;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/// The name beside a wallet; all the ledger knows of a user.
@Entity
@Immutable
@Table(name = "users")
class WalletOwner {
    @Id
    private long id;

    @Column(name = "first_name")
    private String firstName;

    @Column(name = "last_name")
    private String lastName;

    protected WalletOwner() {}
}
