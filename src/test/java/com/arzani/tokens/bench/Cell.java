package com.arzani.tokens.bench;

/// What a figure is measured for.
///
/// @param wallets how many wallets the callers choose from
record Cell(int callers, int wallets) {
    String name() {
        return callers + (callers == 1 ? " caller, " : " callers, ") + (wallets == 1 ? "one wallet" : "many wallets");
    }
}
