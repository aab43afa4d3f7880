package com.arzani.tokens.ledger;

import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.money.Tokens;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/// One movement of one wallet, for ever as it was posted. Rows come from the posting functions and are never changed.
@Entity
@Immutable
@Table(name = "token_transactions")
public class LedgerEntry {
    @Id
    private long id;

    @Column(name = "user_id")
    private long userId;

    @Convert(converter = EntryTypeColumn.class)
    @Column(name = "transaction_type")
    private EntryType type;

    @Column(name = "tokens_amount")
    private long amount;

    @Column(name = "direction")
    private int direction;

    @Column(name = "tokens_owed_delta")
    private long owedDelta;

    @Column(name = "tokens_delta")
    private long delta;

    @Column(name = "balance_after")
    private long balanceAfter;

    @Column(name = "wallet_seq")
    private long walletSeq;

    @Column(name = "operation_key")
    private String operationKey;

    @Column(name = "operation_line")
    private int operationLine;

    @Column(name = "action_type")
    private String actionType;

    @Column(name = "reference_id")
    private Long referenceId;

    @Column(name = "order_id")
    private Long orderId;

    @Column(name = "stripe_payment_intent_id")
    private String paymentIntentId;

    @Column(name = "reverses")
    private Long reverses;

    @Column(name = "reason_code")
    private String reasonCode;

    @Column(name = "note")
    private String note;

    @Column(name = "actor")
    private String actor;

    @Column(name = "on_behalf_of")
    private String onBehalfOf;

    @Column(name = "client_address")
    private String clientAddress;

    @Column(name = "application_name")
    private String applicationName;

    @Column(name = "metadata")
    private String metadata;

    @Column(name = "entry_hash")
    private byte[] hash;

    @Column(name = "created_at")
    private Instant createdAt;

    protected LedgerEntry() {}

    public long id() {
        return id;
    }

    /// Who owns the wallet.
    public long userId() {
        return userId;
    }

    public EntryType type() {
        return type;
    }

    /// Tokens the entry is about, always above zero; see `delta` for what the balance did.
    public Tokens amount() {
        return new Tokens(amount);
    }

    public Direction direction() {
        return Direction.of(direction);
    }

    /// Debt made (+) because the balance did not suffice, or paid (-) by this credit.
    public Tokens owedDelta() {
        return new Tokens(owedDelta);
    }

    /// What the balance did: amount by direction, plus the debt made or less the debt paid.
    public Tokens delta() {
        return new Tokens(delta);
    }

    public Tokens balanceAfter() {
        return new Tokens(balanceAfter);
    }

    /// Number of the entry within its wallet, from 1 without gaps.
    public long walletSeq() {
        return walletSeq;
    }

    /// The operation that posted this entry; a sale posts two lines under one key.
    public String operationKey() {
        return operationKey;
    }

    public int operationLine() {
        return operationLine;
    }

    /// What the tokens were for, such as `contact_seller`, or none.
    public String actionType() {
        return actionType;
    }

    /// Id of what the action was about, or none.
    public Long referenceId() {
        return referenceId;
    }

    public Long orderId() {
        return orderId;
    }

    public String paymentIntentId() {
        return paymentIntentId;
    }

    /// The entry this one takes back, or none.
    public Long reverses() {
        return reverses;
    }

    /// Whether a reversal of this entry can be asked for by that role; whether it was reversed already is another
    /// question.
    public boolean reversibleBy(OperatorRole role) {
        return switch (type) {
            case REVERSAL, REFUND, DISPUTE -> false;
            case PURCHASE, BONUS -> orderId == null || role == OperatorRole.FINANCE || role == OperatorRole.ADMIN;
            default -> role == OperatorRole.SUPPORT || role == OperatorRole.FINANCE || role == OperatorRole.ADMIN;
        };
    }

    public String reasonCode() {
        return reasonCode;
    }

    public String note() {
        return note;
    }

    /// The login that posted it; cannot be forged.
    public String actor() {
        return actor;
    }

    /// The person or request a service acted for, or none.
    public String onBehalfOf() {
        return onBehalfOf;
    }

    public String clientAddress() {
        return clientAddress;
    }

    public String applicationName() {
        return applicationName;
    }

    /// JSON text.
    public String metadata() {
        return metadata;
    }

    /// SHA-256 over the wallet's previous hash and this entry, see EntryHash.
    public byte[] hash() {
        return hash.clone();
    }

    /// UTC, by the database's clock, never before the wallet's previous entry.
    public Instant createdAt() {
        return createdAt;
    }
}
