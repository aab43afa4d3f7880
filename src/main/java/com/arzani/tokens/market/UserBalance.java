package com.arzani.tokens.market;

import com.arzani.tokens.money.Tokens;

/// A user's tokens, as the user is told.
///
/// @param balance           what can be spent now; lots that have ended are not counted, posted or not
/// @param owed              debt that a refund or dispute left; a credit pays it first
/// @param purchased         paid tokens credited and not reversed
/// @param consumed          tokens spent, less what was reversed
/// @param lifetimePurchased paid tokens ever credited
public record UserBalance(Tokens balance, Tokens owed, Tokens purchased, Tokens consumed, Tokens lifetimePurchased) {}
