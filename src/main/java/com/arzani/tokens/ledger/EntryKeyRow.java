package com.arzani.tokens.ledger;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/// Where an operation key, an entry's id or its number in the wallet leads: the place of the entry. Entries are
/// partitioned by
/// time, so looking one up by its id alone would search every month.
@Entity
@Immutable
@Table(name = "token_entry_keys")
class EntryKeyRow {
    @Id
    @Column(name = "entry_id")
    private long entryId;

    @Column(name = "operation_key")
    private String operationKey;

    @Column(name = "created_at")
    private Instant createdAt;

    protected EntryKeyRow() {}
}
