package com.arzani.tokens.ledger;

import com.arzani.tokens.money.Tokens;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/// What an entry drew from a lot (+) or gave back to it (-).
@Entity
@Immutable
@Table(name = "token_lot_draws")
@IdClass(LotDraw.Key.class)
public class LotDraw {
    @Id
    @Column(name = "entry_id")
    private long entryId;

    @Id
    @Column(name = "lot_id")
    private long lotId;

    @Column(name = "tokens")
    private long tokens;

    protected LotDraw() {}

    public long entryId() {
        return entryId;
    }

    public long lotId() {
        return lotId;
    }

    public Tokens tokens() {
        return new Tokens(tokens);
    }

    record Key(long entryId, long lotId) implements java.io.Serializable {}
}
