package com.arzani.tokens.catalog;

import com.arzani.tokens.money.Tokens;
import java.util.Optional;

/// A package as one user is shown it.
///
/// @param variant  the experiment's group that decided it; absent outside any
/// @param price    in pence of the currency
/// @param currency ISO code
public record ShownPackage(
        Optional<String> variant,
        long id,
        int version,
        String name,
        String description,
        Tokens tokens,
        Tokens bonus,
        long price,
        String currency,
        boolean recommended) {}
