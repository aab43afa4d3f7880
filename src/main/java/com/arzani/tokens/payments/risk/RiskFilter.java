package com.arzani.tokens.payments.risk;

/// Which reviews a list shows.
public enum RiskFilter {
    OPEN("r.state IN ('open', 'refunding')"),
    WAITING("r.state = 'waiting'"),
    DECIDED("r.state IN ('released', 'refunded')"),
    REFUSED("r.state = 'refused'"),
    ALL("true");

    private final String condition;

    RiskFilter(String condition) {
        this.condition = condition;
    }

    String condition() {
        return condition;
    }
}
