package com.arzani.tokens.screens.flags;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;

/// A plan that a flag's audience may hold.
///
/// @param text the plan with how many users have it
record PlanChoice(String plan, String text, BooleanProperty chosen) {
    static PlanChoice of(String plan, String text) {
        return new PlanChoice(plan, text, new SimpleBooleanProperty());
    }
}
