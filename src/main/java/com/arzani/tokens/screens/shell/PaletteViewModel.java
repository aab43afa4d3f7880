package com.arzani.tokens.screens.shell;

import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Failure;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.QuickFind;
import com.arzani.tokens.ui.SafeText;
import com.arzani.tokens.ui.Screen;
import com.arzani.tokens.ui.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The Ctrl+K field: finds screens at once and records as one types, and lands on a pasted id by Enter alone.
public final class PaletteViewModel {
    private static final Duration QUIET = Duration.ofMillis(120);
    private static final int RECORDS_MAX = 8;

    final StringProperty text = new SimpleStringProperty("");
    final BooleanProperty open = new SimpleBooleanProperty();
    final BooleanProperty answered = new SimpleBooleanProperty();
    final IntegerProperty chosen = new SimpleIntegerProperty();
    final ObjectProperty<Failure> failure = new SimpleObjectProperty<>();
    final ObservableList<PaletteHit> hits = FXCollections.observableArrayList();
    final Channel searching;

    private final Kit kit;
    private final List<Screen> screens;
    private final List<QuickFind> finders;
    private boolean openFirst;

    public PaletteViewModel(ShellParts parts) {
        kit = parts.kit();
        screens = parts.screens();
        finders = parts.finders();
        searching = kit.tasks().latest("shell.find");
        text.addListener((value, old, now) -> search(now));
        open.addListener((value, old, now) -> {
            if (now) {
                search(text.get());
            } else {
                searching.cancel();
            }
        });
    }

    private void search(String typed) {
        String sought = typed.strip();
        List<PaletteHit> pages = pages(sought);
        openFirst = false;
        failure.set(null);
        hits.setAll(pages);
        chosen.set(0);
        answered.set(sought.isEmpty() || finders.isEmpty());
        if (!answered.get()) {
            searching.runAfter(
                    QUIET,
                    () -> records(sought),
                    found -> show(pages, found),
                    thrown -> failure.set(kit.failures().describe(thrown)));
        }
    }

    private List<PaletteHit> pages(String sought) {
        String small = sought.toLowerCase(Locale.ROOT);
        List<PaletteHit> pages = new ArrayList<>();
        for (Screen screen : screens) {
            String title = kit.texts().get(screen.titleKey());
            if (title.toLowerCase(Locale.ROOT).contains(small)) {
                pages.add(new PaletteHit(
                        screen.icon(), title, kit.texts().get("shell.find.screen"), Target.of(screen.name()), false));
            }
        }
        return pages;
    }

    private List<QuickFind.Hit> records(String sought) {
        List<QuickFind.Hit> found = new ArrayList<>();
        for (QuickFind finder : finders) {
            found.addAll(finder.find(sought, RECORDS_MAX));
        }
        return found;
    }

    private void show(List<PaletteHit> pages, List<QuickFind.Hit> found) {
        List<PaletteHit> all = new ArrayList<>();
        found.stream().filter(QuickFind.Hit::exact).map(PaletteViewModel::line).forEach(all::add);
        all.addAll(pages);
        found.stream().filter(hit -> !hit.exact()).map(PaletteViewModel::line).forEach(all::add);
        hits.setAll(all);
        chosen.set(0);
        answered.set(true);
        if (openFirst) {
            openChosen();
        }
    }

    private static PaletteHit line(QuickFind.Hit hit) {
        return new PaletteHit(
                hit.icon(), SafeText.line(hit.title()), SafeText.line(hit.detail()), hit.target(), hit.exact());
    }

    /// Enter: opens the chosen line, or the first one as soon as the answer is there.
    void openChosen() {
        if (!answered.get()) {
            openFirst = true;
        } else if (!hits.isEmpty()) {
            Target target =
                    hits.get(Math.clamp(chosen.get(), 0, hits.size() - 1)).target();
            close();
            kit.navigator().open(target);
        }
    }

    void move(int by) {
        if (!hits.isEmpty()) {
            chosen.set(Math.floorMod(chosen.get() + by, hits.size()));
        }
    }

    void close() {
        openFirst = false;
        open.set(false);
        text.set("");
    }
}
