package com.arzani.tokens.payments.risk;

import com.arzani.tokens.money.Pence;
import java.time.Instant;
import java.util.Optional;

/// A purchase that did not simply pass.
///
/// @param version grows with each change: who decides says which one they saw
/// @param order   of the desk's list: what waits for a decision, longest first, then the newest
public record RiskReview(
        long orderId, Customer customer, Sold sold, int score, Standing standing, long version, long order) {
    public record Customer(long userId, String name) {}

    /// @param tokens bonus included
    public record Sold(String packageName, long tokens, Pence price) {}

    /// @param undecided whether somebody has to decide, also because a refund that was decided will not come
    /// @param held      tokens of the hold in force
    /// @param since     when it was judged; once it is paid, credited
    public record Standing(RiskState state, boolean undecided, long held, Instant since, Optional<Decided> decided) {}

    public record Decided(String by, Instant at) {}
}
