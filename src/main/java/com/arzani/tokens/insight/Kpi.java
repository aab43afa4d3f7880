package com.arzani.tokens.insight;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/// An indicator with its target and its months (UTC), oldest first. docs/kpis.md defines each under its key.
///
/// @param target in the unit; of a share in percent, of a time in milliseconds, of money in pence
public record Kpi(Name name, BigDecimal target, List<Month> months) {
    public Kpi {
        months = List.copyOf(months);
    }

    /// What the specification asks to be watched.
    public enum Name {
        TOKEN_SALES(Unit.MONEY, true),
        ARPU(Unit.MONEY, true),
        CONVERSION(Unit.SHARE, true),
        UTILISATION(Unit.SHARE, true),
        CONTACT_SUCCESS(Unit.SHARE, true),
        OPERATION_TIME(Unit.TIME, false),
        PURCHASE_SUCCESS(Unit.SHARE, true),
        CONSUMPTION_ERRORS(Unit.SHARE, false),
        WEBHOOK_SUCCESS(Unit.SHARE, true);

        private final Unit unit;
        private final boolean moreIsBetter;

        Name(Unit unit, boolean moreIsBetter) {
            this.unit = unit;
            this.moreIsBetter = moreIsBetter;
        }

        public Unit unit() {
            return unit;
        }

        public boolean moreIsBetter() {
            return moreIsBetter;
        }
    }

    public enum Unit {
        /// Percent, with one decimal.
        SHARE,
        /// Milliseconds, with one decimal.
        TIME,
        /// Pence of pounds.
        MONEY
    }

    public enum State {
        MET,
        MISSED,
        /// Fewer than 20 cases: neither good nor bad (ruling 25).
        TOO_FEW,
        /// Nothing was measured.
        NONE
    }

    /// @param value null when nothing was measured
    /// @param cases how many the value stands on
    /// @param open  whether the month, or what is judged of it, is not over
    public record Month(YearMonth month, BigDecimal value, long cases, State state, boolean open) {}

    /// The month the indicator is read from: the last one that is over, or the last there is.
    public Optional<Month> current() {
        Optional<Month> over =
                months.reversed().stream().filter(month -> !month.open()).findFirst();
        return over.isPresent() ? over : months.reversed().stream().findFirst();
    }

    /// The month before the current one.
    public Optional<Month> previous() {
        return current()
                .flatMap(current -> months.reversed().stream()
                        .filter(month -> month.month().isBefore(current.month()))
                        .findFirst());
    }

    /// How the month under way goes, if the current one is an earlier one.
    public Optional<Month> underWay() {
        return months.reversed().stream()
                .findFirst()
                .filter(Month::open)
                .filter(month -> !Optional.of(month).equals(current()));
    }
}
