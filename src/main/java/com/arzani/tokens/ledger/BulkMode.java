package com.arzani.tokens.ledger;

/// What a batch does when some of its rows are refused.
public enum BulkMode {
    /// Every row is posted, in one transaction, or none is.
    ALL_OR_NONE("all_or_none"),
    /// The rows that may be posted are; the refused ones stay behind with their reasons.
    VALID_ONES("valid_ones");

    private final String code;

    BulkMode(String code) {
        this.code = code;
    }

    /// As it stands in the database.
    public String code() {
        return code;
    }

    static BulkMode of(String code) {
        for (BulkMode mode : values()) {
            if (mode.code.equals(code)) {
                return mode;
            }
        }
        throw new IllegalArgumentException(code);
    }
}
