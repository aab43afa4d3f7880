package com.arzani.tokens.ledger;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/// A reason a person may give for a grant or a take.
@Entity
@Immutable
@Table(name = "reason_codes")
public class ReasonCode {
    @Id
    @Column(name = "code")
    private String code;

    @Column(name = "for_grant")
    private boolean forGrant;

    @Column(name = "for_take")
    private boolean forTake;

    @Column(name = "display_order")
    private int displayOrder;

    @Column(name = "is_active")
    private boolean active;

    protected ReasonCode() {}

    public String code() {
        return code;
    }

    public boolean forGrant() {
        return forGrant;
    }

    public boolean forTake() {
        return forTake;
    }

    public int displayOrder() {
        return displayOrder;
    }

    public boolean active() {
        return active;
    }
}
