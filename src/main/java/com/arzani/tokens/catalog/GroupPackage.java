package com.arzani.tokens.catalog;

import java.util.OptionalLong;

/// A package as an experiment's group offers it.
///
/// @param standsFor    the standard package whose place it takes; none for one of its own, such as a bundle
/// @param experimental whether groups alone offer it
public record GroupPackage(long id, String name, Offer offer, boolean experimental, OptionalLong standsFor) {}
