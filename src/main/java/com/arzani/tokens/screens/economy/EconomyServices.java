package com.arzani.tokens.screens.economy;

import com.arzani.tokens.insight.Economy;
import com.arzani.tokens.insight.FigureProofs;

/// @param persons whether the role may see who stands behind a number
public record EconomyServices(Economy economy, FigureProofs proofs, boolean persons) {}
