package com.arzani.tokens.screens.offers;

import com.arzani.tokens.catalog.Offer;
import com.arzani.tokens.catalog.OfferReason;
import com.arzani.tokens.catalog.Offers;
import com.arzani.tokens.catalog.ShownPackage;
import com.arzani.tokens.money.Digits;
import com.arzani.tokens.money.Pence;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.Badge;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Failure;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// What one customer is offered; nothing is kept by looking, so it is no exposure.
public final class OffersViewModel {
    final StringProperty user = new SimpleStringProperty("");
    final ObservableList<OfferRow> rows = FXCollections.observableArrayList();
    final ReadOnlyObjectWrapper<Badge> verdict = new ReadOnlyObjectWrapper<>();
    final ReadOnlyStringWrapper why = new ReadOnlyStringWrapper("");
    final ObjectProperty<Failure> failure = new SimpleObjectProperty<>();
    final BooleanBinding canShow;

    private final Kit kit;
    private final Offers offers;
    private final Channel reading;
    private long shown;

    public OffersViewModel(Kit kit, Offers offers) {
        this.kit = kit;
        this.offers = offers;
        reading = kit.tasks().latest("offers.preview");
        canShow = Bindings.createBooleanBinding(() -> id().isPresent(), user);
    }

    /// A customer's offers with the reason and the standard ones beside them.
    private record Preview(OfferReason reason, List<ShownPackage> offered, List<ShownPackage> standard) {}

    private OptionalLong id() {
        OptionalLong id = Digits.parse(user.get().strip());
        return id.isPresent() && id.getAsLong() > 0 ? id : OptionalLong.empty();
    }

    void show(Target target) {
        target.number(Places.USER).ifPresent(id -> {
            user.set(Long.toString(id));
            load();
        });
    }

    void load() {
        OptionalLong id = id();
        if (id.isEmpty()) {
            return;
        }
        long userId = id.getAsLong();
        reading.runUntilAvailable(
                () -> new Preview(offers.reason(userId), offers.preview(userId), offers.standard()),
                preview -> apply(userId, preview),
                this::refused);
    }

    /// Reads again what is shown.
    void refresh() {
        if (shown > 0) {
            load();
        }
    }

    void leave() {
        reading.cancel();
    }

    private void refused(Throwable thrown) {
        clear();
        failure.set(kit.failures().describe(thrown));
    }

    private void clear() {
        rows.clear();
        verdict.set(null);
        why.set("");
        failure.set(null);
    }

    private void apply(long userId, Preview preview) {
        clear();
        shown = userId;
        kit.navigator().replace(Places.offersOf(userId));
        verdict.set(verdict(preview.reason()));
        why.set(String.join("\n", sentences(preview.reason())));
        Offer base = preview.standard().isEmpty()
                ? null
                : OfferRow.offer(preview.standard().getFirst());
        rows.setAll(
                preview.reason().tokensOn()
                        ? preview.offered().stream()
                                .map(each -> row(each, base, preview.standard()))
                                .toList()
                        : List.of());
    }

    private Badge verdict(OfferReason reason) {
        if (!reason.tokensOn()) {
            return new Badge(kit.texts().get("offers.nothing"), Badge.Tone.NEUTRAL);
        }
        return reason.running()
                .flatMap(OfferReason.InExperiment::group)
                .map(group -> new Badge(kit.texts().get("offers.group", group.name()), Badge.Tone.ACCENT))
                .orElseGet(() -> new Badge(kit.texts().get("offers.standard"), Badge.Tone.SUCCESS));
    }

    private List<String> sentences(OfferReason reason) {
        List<String> said = new ArrayList<>();
        if (!reason.tokensOn()) {
            said.add(kit.texts().get("offers.why.tokens_off"));
        }
        if (reason.running().isEmpty()) {
            said.add(kit.texts().get("offers.why.no_experiment"));
            return said;
        }
        OfferReason.InExperiment in = reason.running().get();
        said.add(kit.texts().get("offers.why.running", in.experiment()));
        if (in.group().isPresent()) {
            OfferReason.Group group = in.group().get();
            said.add(
                    group.keptSince().isPresent()
                            ? kit.texts()
                                    .get(
                                            "offers.why.kept",
                                            group.name(),
                                            kit.times().minute(group.keptSince().get()))
                            : kit.texts()
                                    .get(
                                            "offers.why.would",
                                            group.name(),
                                            group.place().toPlainString()));
        } else if (!in.inAudience()) {
            said.add(kit.texts().get("offers.why.audience"));
        } else {
            said.add(kit.texts()
                    .get(
                            "offers.why.traffic",
                            in.trafficPlace().toPlainString(),
                            in.traffic().stripTrailingZeros().toPlainString()));
        }
        return said;
    }

    private OfferRow row(ShownPackage offered, Offer base, List<ShownPackage> standard) {
        Offer offer = OfferRow.offer(offered);
        String same = standard.stream()
                .filter(each -> each.id() == offered.id())
                .map(each -> kit.texts().get("offers.list.standard"))
                .collect(Collectors.joining());
        return new OfferRow(
                offered,
                new Pence(offered.price()),
                kit.texts().get("offers.per_token", offer.perToken()),
                base == null ? "" : saving(offer.savingPercent(base)),
                same.isEmpty() ? kit.texts().get("offers.list.experiment") : same,
                offered.recommended() ? new Badge(kit.texts().get("offers.popular"), Badge.Tone.ACCENT) : null);
    }

    private String saving(long percent) {
        if (percent == 0) {
            return kit.texts().get("offers.saving.none");
        }
        return percent > 0
                ? kit.texts().get("offers.saving", percent)
                : kit.texts().get("offers.dearer", -percent);
    }
}
