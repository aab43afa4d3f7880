package com.arzani.tokens.screens.packages;

import com.arzani.tokens.catalog.TokenPackage;
import com.arzani.tokens.payments.products.CatalogueReport;
import com.arzani.tokens.payments.products.Difference;
import com.arzani.tokens.payments.products.PackageComparison.State;
import com.arzani.tokens.payments.products.Step;
import com.arzani.tokens.ui.Badge;
import com.arzani.tokens.ui.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How the comparison with Stripe is put into words.
final class StripeWords {
    private final Texts texts;

    StripeWords(Texts texts) {
        this.texts = texts;
    }

    /// How a package stands; a version that was published since the look differs, whatever it found.
    ///
    /// @return null if nobody has looked yet
    Badge state(TokenPackage published, CatalogueReport report) {
        if (report == null) {
            return null;
        }
        State state = report.packages().stream()
                .filter(item -> item.id() == published.id())
                .findFirst()
                .map(item -> item.version() == published.version() || item.state() == State.NOT_SENT
                        ? item.state()
                        : State.DIFFERS)
                .orElse(State.NOT_SENT);
        String word = texts.get("catalogue.state." + state.name().toLowerCase(Locale.ROOT));
        return switch (state) {
            case IN_STEP -> new Badge(word, Badge.Tone.SUCCESS);
            case DIFFERS -> new Badge(word, Badge.Tone.WARNING);
            case NOT_SENT -> new Badge(word, published.active() ? Badge.Tone.WARNING : Badge.Tone.NEUTRAL);
        };
    }

    List<StripeRow> rows(CatalogueReport report) {
        List<StripeRow> rows = new ArrayList<>();
        for (CatalogueReport.Item item : report.packages()) {
            for (Difference difference : item.differences()) {
                rows.add(new StripeRow(
                        item.name(),
                        texts.get("catalogue.kind." + code(difference.kind())),
                        value(difference.kind(), difference.ours()),
                        value(difference.kind(), difference.stripes()),
                        texts.get("catalogue.remedy." + difference.remedyCode())));
            }
        }
        return rows;
    }

    private String value(Difference.Kind kind, String value) {
        if (kind == Difference.Kind.PRODUCT_ACTIVE || kind == Difference.Kind.PRICE_ACTIVE) {
            return texts.get(Boolean.parseBoolean(value) ? "packages.yes" : "packages.no");
        }
        return value.isEmpty() ? texts.get("packages.none") : value;
    }

    /// Exactly what sending will do, a line for each kind of change.
    List<String> question(CatalogueReport report) {
        List<String> lines = new ArrayList<>();
        for (Step.Kind kind : Step.Kind.values()) {
            List<String> names = report.packages().stream()
                    .filter(item -> item.steps().stream().anyMatch(step -> step.kind() == kind))
                    .map(CatalogueReport.Item::name)
                    .toList();
            if (!names.isEmpty()) {
                lines.add(texts.get("packages.stripe.will." + code(kind), String.join(" · ", names)));
            }
        }
        lines.add(texts.get("packages.stripe.orders"));
        return lines;
    }

    private static String code(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
