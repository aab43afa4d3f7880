package com.arzani.tokens.screens.packages;

import com.arzani.tokens.catalog.CatalogEntry;
import com.arzani.tokens.catalog.Offer;
import com.arzani.tokens.catalog.PackageCatalog;
import com.arzani.tokens.catalog.TokenPackage;
import com.arzani.tokens.problem.Conflict;
import com.arzani.tokens.ui.Badge;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Failure;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Severity;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The list of packages: what is sold, in which order, and who is working on it.
public final class PackagesViewModel {
    final ObservableList<PackageRow> rows = FXCollections.observableArrayList();
    final ObjectProperty<PackageRow> selected = new SimpleObjectProperty<>();
    final ObjectProperty<Failure> failure = new SimpleObjectProperty<>();
    /// What waits for a reason; null while nothing does.
    final ReadOnlyObjectWrapper<Pending> pending = new ReadOnlyObjectWrapper<>();
    final StringProperty reason = new SimpleStringProperty("");
    final boolean mayEdit;
    final PackageVersionsViewModel versions;
    final PackageEditorViewModel editor;
    final StripeCatalogueViewModel stripe;
    final Channel writing;
    final BooleanBinding canEdit;
    final BooleanBinding canToggle;
    final BooleanBinding canMoveUp;
    final BooleanBinding canMoveDown;
    final BooleanBinding canConfirm;

    private final Kit kit;
    private final PackageCatalog catalog;
    private final PackageWords words;
    private final Channel reading;
    private List<TokenPackage> loaded = List.of();

    /// @param stripe the same packages beside Stripe's products
    public PackagesViewModel(Kit kit, PackageCatalog catalog, StripeCatalogueViewModel stripe) {
        this.kit = kit;
        this.catalog = catalog;
        this.stripe = stripe;
        mayEdit = catalog.mayEdit();
        words = new PackageWords(kit.texts());
        reading = kit.tasks().latest("packages.list");
        writing = kit.tasks().oneAtATime("packages.change");
        versions = new PackageVersionsViewModel(kit, catalog);
        editor = new PackageEditorViewModel(kit, catalog, this::loadAndSelect);
        selected.addListener((value, old, row) -> versions.show(row));
        canEdit = bind(() -> selected.get() != null && pending.get() == null);
        canToggle = bind(() -> isPublished() && pending.get() == null);
        canMoveUp = bind(() -> mayMove(-1));
        canMoveDown = bind(() -> mayMove(1));
        canConfirm = bind(() -> pending.get() != null && !reason.get().isBlank());
    }

    /// A change of the list that is shown but not made yet.
    ///
    /// @param question says before and after
    /// @param verb     the button that makes it
    record Pending(Kind kind, String question, String verb) {
        enum Kind {
            ORDER,
            SHOW,
            HIDE
        }
    }

    private BooleanBinding bind(Callable<Boolean> condition) {
        return Bindings.createBooleanBinding(
                () -> mayEdit && !writing.isBusy() && !editor.open.get() && condition.call(),
                rows,
                selected,
                pending,
                reason,
                editor.open,
                writing.busyProperty());
    }

    /// What the editor's controller is made with.
    public PackageEditorViewModel editor() {
        return editor;
    }

    /// Reads the list again, unless a change waits for its reason: it would be lost.
    void load() {
        if (pending.get() != null) {
            failure.set(null);
            return;
        }
        PackageRow row = selected.get();
        loadAndSelect(row == null ? "" : row.key());
    }

    private void loadAndSelect(String key) {
        reading.runUntilAvailable(
                catalog::entries,
                entries -> apply(entries, key),
                thrown -> failure.set(kit.failures().describe(thrown)));
    }

    void leave() {
        reading.cancel();
        versions.leave();
        stripe.leave();
    }

    private void apply(List<CatalogEntry> entries, String key) {
        if (failure.get() != null && failure.get().kind() == Failure.Kind.UNAVAILABLE) {
            failure.set(null);
        }
        if (pending.get() != null) {
            // An answer that was under way when the person began to change the list.
            return;
        }
        loaded = entries.stream()
                .map(CatalogEntry::published)
                .filter(Objects::nonNull)
                .toList();
        Offer base = PackageCatalog.base(loaded).map(TokenPackage::offer).orElse(null);
        rows.setAll(entries.stream().map(entry -> row(entry, base)).toList());
        selected.set(rows.stream()
                .filter(row -> row.key().equals(key))
                .findFirst()
                .orElse(rows.isEmpty() ? null : rows.getFirst()));
    }

    private PackageRow row(CatalogEntry entry, Offer base) {
        Badge draft = entry.draft() == null
                ? null
                : words.draft(
                        entry.draft().updatedBy(), entry.draft().updatedBy().equals(catalog.login()));
        PackageRow row = new PackageRow(entry, "", draft);
        return new PackageRow(entry, words.saving(row.content().offer(), base), draft);
    }

    private boolean isPublished() {
        return selected.get() != null && selected.get().isPublished();
    }

    private boolean mayMove(int by) {
        int to = rows.indexOf(selected.get()) + by;
        boolean ordering = pending.get() == null || pending.get().kind() == Pending.Kind.ORDER;
        return ordering && isPublished() && to >= 0 && to < loaded.size();
    }

    /// Moves the selected package by one place; nothing is saved before [#confirm].
    void move(int by) {
        if (by < 0 ? canMoveUp.get() : canMoveDown.get()) {
            moveTo(selected.get(), rows.indexOf(selected.get()) + by);
        }
    }

    /// Moves a package to a place of the list, as one drops it there.
    void moveTo(PackageRow row, int to) {
        boolean ordering = pending.get() == null || pending.get().kind() == Pending.Kind.ORDER;
        if (!mayEdit
                || !ordering
                || !rows.contains(row)
                || !row.isPublished()
                || to < 0
                || to >= loaded.size()
                || editor.open.get()) {
            return;
        }
        rows.remove(row);
        rows.add(to, row);
        selected.set(row);
        List<TokenPackage> order = order();
        pending.set(
                order.equals(loaded)
                        ? null
                        : new Pending(
                                Pending.Kind.ORDER,
                                kit.texts().get("packages.order.question", names(loaded), names(order)),
                                kit.texts().get("packages.order.save")));
    }

    private List<TokenPackage> order() {
        return rows.stream()
                .filter(PackageRow::isPublished)
                .map(row -> row.entry().published())
                .toList();
    }

    private static String names(List<TokenPackage> packages) {
        return String.join(" · ", packages.stream().map(TokenPackage::name).toList());
    }

    /// Asks for the reason of hiding the selected package, or of showing it again.
    void toggle() {
        boolean hide = selected.get().content().active();
        String name = selected.get().content().name();
        pending.set(new Pending(
                hide ? Pending.Kind.HIDE : Pending.Kind.SHOW,
                kit.texts().get(hide ? "packages.hide.question" : "packages.show.question", name),
                kit.texts().get(hide ? "packages.hide" : "packages.show")));
    }

    /// Leaves everything as it is; a changed order goes back.
    void cancel() {
        boolean order = pending.get() != null && pending.get().kind() == Pending.Kind.ORDER;
        pending.set(null);
        reason.set("");
        if (order) {
            rows.sort(Comparator.comparingInt(
                    row -> row.isPublished() ? loaded.indexOf(row.entry().published()) : rows.size()));
        }
    }

    void confirm() {
        String why = reason.get();
        failure.set(null);
        if (pending.get().kind() == Pending.Kind.ORDER) {
            List<TokenPackage> order = order();
            String key = selected.get().key();
            List<TokenPackage> before = loaded;
            writing.run(
                    () -> catalog.reorder(order, why), done -> ordered(key, before), thrown -> refused(thrown, key));
            return;
        }
        boolean show = pending.get().kind() == Pending.Kind.SHOW;
        String key = selected.get().key();
        TokenPackage seen = selected.get().entry().published();
        writing.run(() -> catalog.setActive(seen, show, why), made -> shown(made, key), thrown -> refused(thrown, key));
    }

    private void ordered(String key, List<TokenPackage> before) {
        made(key);
        kit.notices()
                .tell(
                        Severity.SUCCESS,
                        kit.texts().get("packages.order.saved"),
                        kit.texts().get("packages.order.back"),
                        () -> propose(before));
    }

    /// The way back of a reorder: the earlier order, shown and waiting for its reason.
    private void propose(List<TokenPackage> order) {
        for (int place = 0; place < order.size(); place++) {
            String key = "package " + order.get(place).id();
            int to = place;
            rows.stream().filter(row -> row.key().equals(key)).findFirst().ifPresent(row -> moveTo(row, to));
        }
    }

    private void shown(TokenPackage made, String key) {
        made(key);
        String text = made.active() ? "packages.shown" : "packages.is_hidden";
        String back = made.active() ? "packages.hide" : "packages.show";
        kit.notices()
                .tell(
                        Severity.SUCCESS,
                        kit.texts().get(text, made.name()),
                        kit.texts().get(back),
                        () -> again(key));
    }

    private void again(String key) {
        rows.stream().filter(row -> row.key().equals(key)).findFirst().ifPresent(row -> {
            selected.set(row);
            if (canToggle.get()) {
                toggle();
            }
        });
    }

    private void made(String key) {
        pending.set(null);
        reason.set("");
        loadAndSelect(key);
    }

    /// A conflict shows the list as it is now; the reason stays typed.
    private void refused(Throwable thrown, String key) {
        failure.set(kit.failures().describe(thrown));
        if (thrown instanceof Conflict) {
            pending.set(null);
            loadAndSelect(key);
        }
    }

    void edit() {
        editor.edit(selected.get().entry());
    }

    /// Opens the editor with an earlier version's content, to publish it again.
    void editFrom(VersionRow version) {
        editor.editFrom(selected.get().entry(), version.published().version().content());
    }

    void create() {
        editor.create(loaded.size() + 1);
    }
}
