package com.arzani.tokens.market;

/// What another setting of a flag would do, in users.
///
/// @param users    all there are
/// @param nowIn    who has the feature now
/// @param thenIn   who would have it
/// @param entering who would get it
/// @param leaving  who would lose it
public record FeatureReach(long users, long nowIn, long thenIn, long entering, long leaving) {}
