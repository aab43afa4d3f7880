package com.arzani.tokens.screens.packages;

import com.arzani.tokens.catalog.FieldChange;
import com.arzani.tokens.catalog.Offer;
import com.arzani.tokens.catalog.PackageField;
import com.arzani.tokens.money.Pence;
import com.arzani.tokens.ui.Badge;
import com.arzani.tokens.ui.Texts;
import java.util.List;
import java.util.Locale;

/// How packages are put into words, the same in the list, the editor and the versions.
final class PackageWords {
    private static final long PERCENT = 100;

    private final Texts texts;

    PackageWords(Texts texts) {
        this.texts = texts;
    }

    String field(PackageField field) {
        return texts.get("packages.field." + field.name().toLowerCase(Locale.ROOT));
    }

    String value(PackageField field, Object value) {
        return switch (field) {
            case ACTIVE -> texts.get(Boolean.TRUE.equals(value) ? "packages.on_sale" : "packages.hidden");
            case RECOMMENDED -> texts.get(Boolean.TRUE.equals(value) ? "packages.yes" : "packages.no");
            default -> value.toString().isEmpty() ? texts.get("packages.none") : value.toString();
        };
    }

    List<ChangeRow> changes(List<FieldChange> changes) {
        return changes.stream().map(this::change).toList();
    }

    private ChangeRow change(FieldChange change) {
        String after = value(change.field(), change.after());
        if (change.before() instanceof Pence before && change.after() instanceof Pence now) {
            after = texts.get("packages.price_change", after, percent(before, now));
        }
        return new ChangeRow(field(change.field()), value(change.field(), change.before()), after);
    }

    /// The change in percent to one decimal, exact: `+10.0`, `−4.2`.
    private static String percent(Pence before, Pence now) {
        long tenths = Math.multiplyExact(now.minus(before).amount(), PERCENT * 10) / before.amount();
        String digits = Math.abs(tenths) / 10 + "." + Math.abs(tenths) % 10;
        return (now.compareTo(before) < 0 ? "−" : "+") + digits;
    }

    /// As on the site: `£0.83 per token`.
    String perToken(Offer offer) {
        return texts.get("packages.per_token", offer.perToken());
    }

    String tokens(Offer offer) {
        return texts.get("packages.tokens", offer.tokens());
    }

    /// Empty without a bonus, as on the site.
    String bonus(Offer offer) {
        return offer.bonus().count() == 0 ? "" : texts.get("packages.bonus", offer.bonus());
    }

    String saving(Offer offer, Offer base) {
        if (base == null || offer.equals(base)) {
            return base == null ? "" : texts.get("packages.saving.base");
        }
        long percent = offer.savingPercent(base);
        if (percent == 0) {
            return texts.get("packages.saving.none");
        }
        return percent > 0 ? texts.get("packages.saving", percent) : texts.get("packages.dearer", -percent);
    }

    Badge state(boolean active) {
        return active
                ? new Badge(texts.get("packages.on_sale"), Badge.Tone.SUCCESS)
                : new Badge(texts.get("packages.hidden"), Badge.Tone.NEUTRAL);
    }

    Badge recommended(boolean recommended) {
        return recommended ? new Badge(texts.get("packages.popular"), Badge.Tone.ACCENT) : null;
    }

    Badge draft(String by, boolean mine) {
        return mine
                ? new Badge(texts.get("packages.draft.mine"), Badge.Tone.WARNING)
                : new Badge(texts.get("packages.draft.of", by), Badge.Tone.WARNING);
    }
}
