package com.arzani.tokens.insight;

/// By what sales are broken down; values are a package's id (0: imported), a plan, a variant ('' for none), `new` or
/// `returning`.
public enum SalesPart {
    NONE("all", "''"),
    PACKAGE("package", "package_id::text"),
    PLAN("plan", "buyer_plan"),
    VARIANT("variant", "variant"),
    BUYER_KIND("kind", "buyer_kind");

    private final String stored;
    private final String column;

    SalesPart(String stored, String column) {
        this.stored = stored;
        this.column = column;
    }

    /// In `sales_buyers.part`.
    String stored() {
        return stored;
    }

    /// The value of a row of `sales_days`.
    String column() {
        return column;
    }
}
