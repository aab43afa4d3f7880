package com.arzani.tokens.screens.disputes;

import com.arzani.tokens.payments.disputes.DisputeDesk;
import com.arzani.tokens.payments.disputes.DisputeFilter;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.QuickFind;
import com.arzani.tokens.ui.Texts;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Disputes for the Ctrl+K field, by their Stripe id.
public final class DisputeFinder implements QuickFind {
    private static final Pattern DISPUTE = Pattern.compile("d[pu]_[A-Za-z0-9_]{1,170}");

    private final DisputeDesk desk;
    private final Texts texts;

    public DisputeFinder(DisputeDesk desk, Texts texts) {
        this.desk = desk;
        this.texts = texts;
    }

    @Override
    public List<Hit> find(String text, int rowsMax) {
        String sought = text.strip();
        if (!DISPUTE.matcher(sought).matches()) {
            return List.of();
        }
        return desk.page(DisputeFilter.ALL, sought, Optional.empty(), rowsMax).stream()
                .map(found -> new Hit(
                        "fth-shield",
                        found.claim().amount() + " " + found.id(),
                        texts.get("disputes.hit"),
                        Places.dispute(found.id()),
                        true))
                .toList();
    }
}
