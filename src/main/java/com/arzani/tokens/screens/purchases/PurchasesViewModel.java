package com.arzani.tokens.screens.purchases;

import com.arzani.tokens.payments.purchases.Purchase;
import com.arzani.tokens.payments.purchases.PurchaseDesk;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Failure;
import com.arzani.tokens.ui.FileExport;
import com.arzani.tokens.ui.KeyList;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Page;
import com.arzani.tokens.ui.Target;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// Orders by state and by what is sought. While something of the chosen one is on its way, it is read every two
/// seconds.
public final class PurchasesViewModel {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);
    private static final Duration TYPING = Duration.ofMillis(250);
    private static final int SOUGHT_MAX = 255;
    private static final String SHOWN = "show";

    final ObjectProperty<Shown> shown = new SimpleObjectProperty<>(Shown.ALL);
    final StringProperty sought = new SimpleStringProperty("");
    final ObjectProperty<Failure> failure = new SimpleObjectProperty<>();
    final KeyList<PurchaseRow, Long> rows;
    final PurchaseDetailViewModel detail;
    final FileExport export;

    private final Kit kit;
    private final PurchaseServices services;
    private final PurchaseWords words;
    private final Channel typing;
    private final Channel watching;

    public PurchasesViewModel(Kit kit, PurchaseServices services) {
        this.kit = kit;
        this.services = services;
        words = new PurchaseWords(kit.texts(), kit.times());
        rows = new KeyList<>(kit.tasks().latest("purchases.rows"), kit.failures(), PurchaseRow::id);
        typing = kit.tasks().latest("purchases.typing");
        watching = kit.tasks().latest("purchases.watch");
        detail = new PurchaseDetailViewModel(kit, services, words);
        export = new FileExport(kit, "purchases", key -> "purchases.export." + key);
        detail.onMoved(() -> rows.refresh(0));
        shown.addListener((value, old, now) -> load());
        sought.addListener((value, old, now) -> typing.runAfter(TYPING, () -> now, text -> load(), thrown -> {}));
    }

    void activate() {
        detail.form.loadReasons();
        load();
        watch();
    }

    void deactivate() {
        watching.cancel();
    }

    void show(Target target) {
        target.value(SHOWN).map(text -> text.toUpperCase(Locale.ROOT)).ifPresent(name -> {
            for (Shown choice : Shown.values()) {
                if (choice.name().equals(name)) {
                    shown.set(choice);
                }
            }
        });
        target.value(Places.SEARCH).ifPresent(sought::set);
        OptionalLong order = target.number(Places.ORDER);
        if (order.isPresent()) {
            detail.choose(order.getAsLong());
        }
    }

    void choose(PurchaseRow row) {
        detail.choose(row.id());
    }

    void refresh() {
        rows.refresh(0);
        detail.reload();
    }

    void startExport() {
        PurchaseDesk.Filter wanted = filter(shown.get(), fitting());
        String filter = shown.get().name().toLowerCase(Locale.ROOT) + " " + fitting();
        export.start((target, reached) -> services.lists().export().csv(wanted, filter, target, reached::reached));
    }

    void startWorkbook() {
        PurchaseDesk.Filter wanted = filter(shown.get(), fitting());
        String filter = shown.get().name().toLowerCase(Locale.ROOT) + " " + fitting();
        export.start(
                "xlsx", (target, reached) -> services.lists().export().xlsx(wanted, filter, target, reached::reached));
    }

    private static PurchaseDesk.Filter filter(Shown choice, String text) {
        return new PurchaseDesk.Filter(choice.states(), text, choice.refunded());
    }

    private String fitting() {
        String text = sought.get().strip();
        return text.length() > SOUGHT_MAX ? text.substring(0, SOUGHT_MAX) : text;
    }

    private void load() {
        Shown choice = shown.get();
        String fitting = fitting();
        Target place = Places.purchases().with(SHOWN, choice.name().toLowerCase(Locale.ROOT));
        kit.navigator().replace(fitting.isEmpty() ? place : place.with(Places.SEARCH, fitting));
        rows.load((before, most) -> page(choice, fitting, before, most));
    }

    private Page<PurchaseRow, Long> page(Shown choice, String text, Long before, int most) {
        // One more than asked for tells whether the list goes on.
        List<Purchase> found =
                services.desk().page(filter(choice, text), before == null ? Long.MAX_VALUE : before, most + 1);
        List<PurchaseRow> page = found.stream()
                .limit(most)
                .map(purchase -> new PurchaseRow(purchase, words.badge(purchase)))
                .toList();
        return Page.of(page, found.size() > most ? page.getLast().id() : null);
    }

    private void watch() {
        watching.runAfter(LOOK_AGAIN, () -> true, now -> again(), thrown -> {});
    }

    private void again() {
        PurchaseDetailViewModel.Shown open = detail.shown.get();
        if (open != null && !open.asked().isEmpty()) {
            refresh();
        }
        watch();
    }
}
