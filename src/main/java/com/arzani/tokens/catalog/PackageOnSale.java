package com.arzani.tokens.catalog;

/// A package as a customer is offered it.
///
/// @param description null if it has none
public record PackageOnSale(
        long id, String name, String description, Offer offer, String currency, boolean recommended) {}
