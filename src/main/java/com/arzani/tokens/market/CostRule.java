package com.arzani.tokens.market;

/// What decided the price of a contact, as it was then (ruling 20).
///
/// @param plan      the buyer's; null if they had none
/// @param freeLimit free contacts of that plan in a month
/// @param freeLeft  how many of them were left before this contact
/// @param tokensOn  false outside the rollout, where contact worked as before tokens (ruling 23)
public record CostRule(String plan, int freeLimit, int freeLeft, boolean tokensOn) {}
