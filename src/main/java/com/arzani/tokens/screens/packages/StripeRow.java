package com.arzani.tokens.screens.packages;

/// One difference between a package and Stripe, in words.
///
/// @param remedy what sending does about it
public record StripeRow(String name, String field, String ours, String stripes, String remedy) {}
