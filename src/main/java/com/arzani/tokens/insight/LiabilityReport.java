package com.arzani.tokens.insight;

import com.arzani.tokens.money.Pence;
import com.arzani.tokens.money.Tokens;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/// What customers' unspent tokens were worth over a span of days, in one currency.
///
/// @param lines      what changed it, in the order of [LiabilityMovement]; opening and all lines give the closing
/// @param unspent    the closing by the month in which the tokens came, the oldest first
/// @param recognised revenue by period, one for each period of the span
/// @param asOf       until when committed entries are in it; empty before the first fold
/// @param currencies all there are, for the choice
public record LiabilityReport(
        SalesSpan span,
        Amount opening,
        List<Line> lines,
        List<Unspent> unspent,
        List<Recognised> recognised,
        Optional<Instant> asOf,
        List<String> currencies) {
    public LiabilityReport {
        lines = List.copyOf(lines);
        unspent = List.copyOf(unspent);
        recognised = List.copyOf(recognised);
        currencies = List.copyOf(currencies);
    }

    /// Tokens and what was paid for them. Of tokens that were given the pence are 0.
    public record Amount(Tokens tokens, Pence pence) {
        public static final Amount NONE = new Amount(Tokens.ZERO, Pence.ZERO);

        static Amount of(long tokens, long pence) {
            return new Amount(new Tokens(tokens), new Pence(pence));
        }

        public Amount plus(Amount other) {
            return new Amount(tokens.plus(other.tokens), pence.plus(other.pence));
        }
    }

    /// One movement of the span; what it adds to what customers hold.
    ///
    /// @param back true for what took such movements back: a reversed spend gives tokens back
    public record Line(LiabilityMovement movement, boolean back, Amount amount) {}

    /// What is left at the end of the span of tokens that came in a month.
    public record Unspent(YearMonth came, Amount amount) {}

    /// Revenue of one period, less what was taken back in it.
    public record Recognised(SalesSpan period, Pence spent, Pence settled, Pence expired) {
        public Pence total() {
            return spent.plus(settled).plus(expired);
        }
    }

    public Amount closing() {
        return lines.stream().map(Line::amount).reduce(opening, Amount::plus);
    }

    public Pence revenue() {
        return recognised.stream().map(Recognised::total).reduce(Pence.ZERO, Pence::plus);
    }
}
