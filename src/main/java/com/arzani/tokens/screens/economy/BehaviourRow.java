package com.arzani.tokens.screens.economy;

import com.arzani.tokens.insight.Behaviour;
import com.arzani.tokens.ui.Target;
import java.math.BigDecimal;

/// A group of customers in numbers.
///
/// @param kind  segment or plan, in words
/// @param opens where its customers are; null if they may not be seen
public record BehaviourRow(String kind, String name, Behaviour behaviour, Target opens) {
    static String average(BigDecimal value) {
        return value == null ? "" : value.toPlainString();
    }
}
