package com.arzani.tokens.screens.experiments;

import com.arzani.tokens.catalog.Experiments;
import com.arzani.tokens.catalog.GroupPackage;
import com.arzani.tokens.catalog.Offer;
import com.arzani.tokens.money.Digits;
import com.arzani.tokens.money.Pence;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Kit;
import java.util.OptionalLong;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// Makes a package for the chosen group: in place of a standard one (discounted, say) or one of its own (a bundle).
final class GroupPackageViewModel {
    final ObjectProperty<GroupPackage> base = new SimpleObjectProperty<>();
    final StringProperty name = new SimpleStringProperty("");
    final StringProperty tokens = new SimpleStringProperty("");
    final StringProperty bonus = new SimpleStringProperty("0");
    final StringProperty price = new SimpleStringProperty("");
    final BooleanBinding canMake;

    private final Kit kit;
    private final Experiments experiments;
    private final DraftViewModel draft;
    private final Channel writing;

    GroupPackageViewModel(Kit kit, Experiments experiments, DraftViewModel draft) {
        this.kit = kit;
        this.experiments = experiments;
        this.draft = draft;
        writing = kit.tasks().oneAtATime("experiments.package");
        base.addListener((value, old, now) -> fill(now));
        canMake = Bindings.createBooleanBinding(
                () -> !name.get().isBlank()
                        && Digits.parse(tokens.get().strip()).isPresent()
                        && Digits.parse(bonus.get().strip()).isPresent()
                        && Digits.parsePounds(price.get()).isPresent()
                        && draft.groups.indexOf(draft.group.get()) > 0
                        && !draft.name.get().isBlank()
                        && !writing.isBusy(),
                name,
                tokens,
                bonus,
                price,
                draft.group,
                draft.name,
                draft.groups,
                writing.busyProperty());
    }

    /// A package in another's place begins as that one.
    private void fill(GroupPackage from) {
        if (from != null) {
            Offer offer = from.offer();
            name.set(from.name());
            tokens.set(Long.toString(offer.tokens().count()));
            bonus.set(Long.toString(offer.bonus().count()));
            price.set(offer.price().toString().replace("£", "").replace(",", ""));
        }
    }

    void make() {
        GroupPackage from = base.get();
        OptionalLong standsFor = from == null ? OptionalLong.empty() : OptionalLong.of(from.id());
        String called = name.get().strip();
        Offer offer = new Offer(
                new Tokens(Digits.parse(tokens.get().strip()).getAsLong()),
                new Tokens(Digits.parse(bonus.get().strip()).getAsLong()),
                new Pence(Digits.parsePounds(price.get()).getAsLong()));
        String why = kit.texts().get("experiments.make.reason", draft.name.get().strip());
        DraftGroup group = draft.group.get();
        draft.failure.set(null);
        writing.run(
                () -> experiments.makePackage(standsFor, called, offer, why),
                id -> made(group, from, id),
                thrown -> draft.failure.set(kit.failures().describe(thrown)));
    }

    /// One in another's place takes it over; the group keeps the other standard packages.
    private void made(DraftGroup group, GroupPackage from, long id) {
        if (from != null) {
            if (group.packages.isEmpty()) {
                draft.candidates.stream()
                        .filter(each -> !each.experimental())
                        .forEach(each -> group.packages.add(each.id()));
            }
            group.packages.removeIf(other -> other == from.id()
                    || draft.known().containsKey(other)
                            && draft.known().get(other).standsFor().equals(OptionalLong.of(from.id())));
        }
        group.packages.add(id);
        base.set(null);
        name.set("");
        tokens.set("");
        bonus.set("0");
        price.set("");
        draft.readChoices();
    }
}
