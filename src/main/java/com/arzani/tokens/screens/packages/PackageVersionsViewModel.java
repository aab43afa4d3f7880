package com.arzani.tokens.screens.packages;

import com.arzani.tokens.catalog.PackageCatalog;
import com.arzani.tokens.catalog.PublishedVersion;
import com.arzani.tokens.money.Pence;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Failure;
import com.arzani.tokens.ui.Kit;
import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The versions of the selected package: who published each, when and why, what changed, and how many orders keep it.
public final class PackageVersionsViewModel {
    final ObservableList<VersionRow> rows = FXCollections.observableArrayList();
    final ObjectProperty<VersionRow> selected = new SimpleObjectProperty<>();
    final ReadOnlyObjectWrapper<Failure> failure = new ReadOnlyObjectWrapper<>();
    final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper("");
    final ReadOnlyStringWrapper orders = new ReadOnlyStringWrapper("");

    private final Kit kit;
    private final PackageCatalog catalog;
    private final PackageWords words;
    private final Channel reading;

    PackageVersionsViewModel(Kit kit, PackageCatalog catalog) {
        this.kit = kit;
        this.catalog = catalog;
        this.words = new PackageWords(kit.texts());
        this.reading = kit.tasks().latest("packages.versions");
    }

    /// Shows a package's versions, or nothing for null and for a package that was never published.
    void show(PackageRow row) {
        if (row == null || !row.isPublished()) {
            // Not cancelled: an interrupted read would close its connection.
            clear();
            reading.run(List::<PublishedVersion>of, this::apply, thrown -> clear());
            return;
        }
        long packageId = row.entry().published().id();
        title.set(kit.texts().get("packages.versions.of", row.content().name()));
        reading.runUntilAvailable(() -> catalog.versions(packageId), this::apply, thrown -> {
            rows.clear();
            failure.set(kit.failures().describe(thrown));
        });
    }

    void leave() {
        reading.cancel();
    }

    private void clear() {
        rows.clear();
        selected.set(null);
        title.set("");
        orders.set("");
        failure.set(null);
    }

    private void apply(List<PublishedVersion> versions) {
        failure.set(null);
        rows.setAll(versions.stream()
                .map(version -> new VersionRow(version, words.changes(version.changes())))
                .toList());
        selected.set(rows.isEmpty() ? null : rows.getFirst());
        orders.set(sentence(versions));
    }

    /// "Orders keep their price", with the orders at prices other than today's counted.
    private String sentence(List<PublishedVersion> versions) {
        if (versions.isEmpty()) {
            return "";
        }
        Pence today = versions.getFirst().version().content().offer().price();
        long all = versions.stream().mapToLong(PublishedVersion::orders).sum();
        long elsewhere = versions.stream()
                .filter(version -> !version.version().content().offer().price().equals(today))
                .mapToLong(PublishedVersion::orders)
                .sum();
        if (all == 0) {
            return kit.texts().get("packages.orders.none");
        }
        return elsewhere == 0
                ? kit.texts().get("packages.orders.now", all, today)
                : kit.texts().get("packages.orders.earlier", all, elsewhere);
    }
}
