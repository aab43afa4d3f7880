package com.arzani.tokens.catalog;

/// What of a package can be edited, in the order a person reads it.
public enum PackageField {
    NAME,
    DESCRIPTION,
    TOKENS,
    BONUS,
    PRICE,
    ACTIVE,
    RECOMMENDED,
    POSITION
}
