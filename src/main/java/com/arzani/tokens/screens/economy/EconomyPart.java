package com.arzani.tokens.screens.economy;

/// The parts of the screen, one shown at a time.
public enum EconomyPart {
    INDICATORS,
    FLOWS,
    CUSTOMERS,
    CONVERSION,
    USE
}
