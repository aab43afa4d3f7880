package com.arzani.tokens.demonstration;

import java.util.List;

/// The packages over two years: the specification's three at today's prices, a price and a bonus that were edited, and
/// a
/// summer offer that is over. Orders point to the version they were sold under (T9).
final class PackageHistory {
    /// A published state with its time and reason.
    record Edit(PackageVersion version, int number, long at, boolean active, String reason) {}

    private static final int STARTER = 1;
    private static final int PROFESSIONAL = 2;
    private static final int ENTERPRISE = 3;
    static final int SUMMER = 4;
    private static final List<String> NAMES = List.of(
            "Starter Pack - 10 Tokens",
            "Professional Pack - 30 Tokens",
            "Enterprise Pack - 65 Tokens",
            "Summer Pack - 20 Tokens");
    private static final List<String> DESCRIPTIONS = List.of(
            "Perfect for trying premium features",
            "Most popular choice for active users",
            "Best value for power users",
            "A summer's worth of contacts");
    private static final long BONUS_EDIT = 300 * Times.DAY;
    private static final long PRICE_EDIT = 430 * Times.DAY;
    private static final long SUMMER_BEGINS = 200 * Times.DAY;
    private static final long SUMMER_ENDS = 290 * Times.DAY;

    private final List<Edit> edits;

    PackageHistory(long start) {
        this.edits = List.of(
                new Edit(new PackageVersion(1, STARTER, 10, 0, 1_000), 1, start, true, "First packages"),
                new Edit(new PackageVersion(2, PROFESSIONAL, 25, 5, 2_400), 1, start, true, "First packages"),
                new Edit(new PackageVersion(3, ENTERPRISE, 50, 10, 5_000), 1, start, true, "First packages"),
                new Edit(
                        new PackageVersion(4, SUMMER, 18, 2, 1_600),
                        1,
                        start + SUMMER_BEGINS,
                        true,
                        "Summer offer, agreed with marketing until the end of the season"),
                new Edit(
                        new PackageVersion(5, SUMMER, 18, 2, 1_600),
                        2,
                        start + SUMMER_ENDS,
                        false,
                        "Summer offer is over"),
                new Edit(
                        new PackageVersion(6, ENTERPRISE, 50, 15, 5_000),
                        2,
                        start + BONUS_EDIT,
                        true,
                        "Bonus from 10 to 15 tokens: the step from Professional was too small"),
                new Edit(
                        new PackageVersion(7, PROFESSIONAL, 25, 5, 2_500),
                        2,
                        start + PRICE_EDIT,
                        true,
                        "Price from £24 to £25: one pound a token in every package"));
    }

    /// As the customer sees it at the checkout.
    static String name(int packageId) {
        return NAMES.get(packageId - 1);
    }

    static String description(int packageId) {
        return DESCRIPTIONS.get(packageId - 1);
    }

    /// Whether nothing was published of its package since.
    boolean isNewest(Edit edit) {
        return edits.stream()
                .noneMatch(other ->
                        other.version().packageId() == edit.version().packageId() && other.number() > edit.number());
    }

    List<Edit> edits() {
        return edits;
    }

    /// What a customer chooses at that time, as it was sold then.
    PackageVersion choose(long moment, Draws draws) {
        int of = draws.below(100);
        int wanted = of < 46 ? STARTER : of < 80 ? PROFESSIONAL : of < 94 ? ENTERPRISE : SUMMER;
        PackageVersion sold = inForce(wanted, moment);
        return sold == null ? inForce(STARTER, moment) : sold;
    }

    private PackageVersion inForce(int packageId, long moment) {
        PackageVersion found = null;
        for (Edit edit : edits) {
            if (edit.version().packageId() == packageId && edit.at() <= moment) {
                found = edit.active() ? edit.version() : null;
            }
        }
        return found;
    }
}
