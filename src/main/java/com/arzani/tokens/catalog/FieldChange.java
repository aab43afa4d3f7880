package com.arzani.tokens.catalog;

/// One field that differs between two states of a package. Values are a `String`, `Tokens`, `Pence`, `Boolean` or
/// `Integer`, by field.
public record FieldChange(PackageField field, Object before, Object after) {}
