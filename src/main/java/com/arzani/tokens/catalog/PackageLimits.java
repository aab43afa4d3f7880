package com.arzani.tokens.catalog;

import com.arzani.tokens.money.Pence;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.problem.Rejected;
import java.util.EnumMap;
import java.util.Map;

/// What a package may be (H7). The database checks the same; Stripe charges £0.30 to £999,999.99 in one payment.
public final class PackageLimits {
    public static final int NAME_CHARACTERS_MAX = 100;
    public static final int DESCRIPTION_CHARACTERS_MAX = 500;
    public static final Tokens TOKENS_MAX = new Tokens(1_000_000);
    public static final Pence PRICE_MIN = new Pence(30);
    public static final Pence PRICE_MAX = new Pence(99_999_999);

    private PackageLimits() {}

    /// What is wrong, by field; empty when the content may be saved.
    public static Map<PackageField, Rejected> problems(PackageContent content) {
        Map<PackageField, Rejected> problems = new EnumMap<>(PackageField.class);
        put(problems, PackageField.NAME, name(content.name()));
        put(problems, PackageField.DESCRIPTION, description(content.description()));
        Offer offer = content.offer();
        put(problems, PackageField.TOKENS, tokens(offer.tokens()));
        put(problems, PackageField.BONUS, bonus(offer.bonus(), offer.tokens()));
        put(problems, PackageField.PRICE, price(offer.price()));
        return problems;
    }

    /// @throws Rejected the first of [#problems]
    static void check(PackageContent content) {
        problems(content).values().stream().findFirst().ifPresent(problem -> {
            throw problem;
        });
    }

    /// @return null when the name is fine
    public static Rejected name(String name) {
        if (name.isBlank()) {
            return new Rejected("package_name_missing");
        }
        return text(name, NAME_CHARACTERS_MAX);
    }

    /// @return null when the description is fine
    public static Rejected description(String description) {
        return text(description, DESCRIPTION_CHARACTERS_MAX);
    }

    /// @return null when the number of tokens is fine
    public static Rejected tokens(Tokens tokens) {
        boolean fine = tokens.count() >= 1 && tokens.compareTo(TOKENS_MAX) <= 0;
        return fine ? null : new Rejected("package_tokens_out_of_range", TOKENS_MAX);
    }

    /// @return null when the bonus fits the tokens
    public static Rejected bonus(Tokens bonus, Tokens tokens) {
        boolean fine = bonus.count() >= 0 && bonus.compareTo(tokens) <= 0;
        return fine ? null : new Rejected("package_bonus_too_large");
    }

    /// @return null when Stripe can charge the price
    public static Rejected price(Pence price) {
        boolean fine = price.compareTo(PRICE_MIN) >= 0 && price.compareTo(PRICE_MAX) <= 0;
        return fine ? null : new Rejected("package_price_out_of_range", PRICE_MIN, PRICE_MAX);
    }

    private static Rejected text(String text, int charactersMax) {
        if (text.codePointCount(0, text.length()) > charactersMax) {
            return new Rejected("package_text_too_long", charactersMax);
        }
        // A lone surrogate is a code point of its own kind; neither it nor a control character can be shown or kept.
        boolean strange = text.codePoints()
                .anyMatch(point -> Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE);
        return strange ? new Rejected("package_text_has_control_characters") : null;
    }

    private static void put(Map<PackageField, Rejected> problems, PackageField field, Rejected problem) {
        if (problem != null) {
            problems.put(field, problem);
        }
    }
}
