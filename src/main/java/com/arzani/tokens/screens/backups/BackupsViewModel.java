package com.arzani.tokens.screens.backups;

import com.arzani.tokens.backup.BackupRecord;
import com.arzani.tokens.backup.Backups;
import com.arzani.tokens.backup.DrillRecord;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Failure;
import com.arzani.tokens.ui.KeyList;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Page;
import com.arzani.tokens.ui.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// Backups, drills, and what they say: is there a way back, and is it known to work. While the screen is open it looks
/// every
/// second when something is under way, else every five: they are made wherever the background jobs run.
public final class BackupsViewModel {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration CALM = Duration.ofSeconds(5);
    private static final int NEWEST = 20;

    final ObjectProperty<Standing> standing = new SimpleObjectProperty<>();
    final StringProperty state = new SimpleStringProperty("");
    final BooleanProperty backupUnderWay = new SimpleBooleanProperty();
    final BooleanProperty drillUnderWay = new SimpleBooleanProperty();
    final ObjectProperty<BackupRow> selected = new SimpleObjectProperty<>();
    final ObjectProperty<Failure> failure = new SimpleObjectProperty<>();
    final KeyList<BackupRow, Long> backups;
    final KeyList<DrillRow, Long> drills;

    private final Kit kit;
    private final Backups service;
    private final Channel watching;
    private final Channel asking;
    private Look seen;

    private record Look(List<BackupRecord> backups, List<DrillRecord> drills, Optional<BackupRecord> lastGood) {}

    public BackupsViewModel(Kit kit, Backups service) {
        this.kit = kit;
        this.service = service;
        backups = new KeyList<>(kit.tasks().latest("backups.list"), kit.failures(), BackupRow::id);
        drills = new KeyList<>(kit.tasks().latest("backups.drills"), kit.failures(), DrillRow::id);
        watching = kit.tasks().latest("backups.watch");
        asking = kit.tasks().oneAtATime("backups.request");
    }

    void activate() {
        seen = null;
        backups.load(this::backups);
        drills.load(this::drills);
        watch(Duration.ZERO);
    }

    void deactivate() {
        watching.cancel();
    }

    void refresh() {
        backups.refresh(0);
        drills.refresh(0);
        watch(Duration.ZERO);
    }

    private Page<BackupRow, Long> backups(Long before, int most) {
        List<BackupRecord> page = service.page(before == null ? Long.MAX_VALUE : before, most + 1);
        List<BackupRow> rows = page.stream()
                .limit(most)
                .map(backup -> BackupRow.of(backup, kit.texts()))
                .toList();
        return Page.of(rows, page.size() > most ? rows.getLast().id() : null);
    }

    private Page<DrillRow, Long> drills(Long before, int most) {
        List<DrillRecord> page = service.drills(before == null ? Long.MAX_VALUE : before, most + 1);
        List<DrillRow> rows = new ArrayList<>();
        for (int index = 0; index < Math.min(most, page.size()); index++) {
            Optional<DrillRecord> earlier = page.subList(index + 1, page.size()).stream()
                    .filter(drill -> drill.found().isPresent())
                    .findFirst();
            rows.add(DrillRow.of(page.get(index), earlier, kit.texts()));
        }
        return Page.of(rows, page.size() > most ? rows.getLast().id() : null);
    }

    void request() {
        backupUnderWay.set(true);
        state.set(kit.texts().get("backups.waiting"));
        asking.run(service::request, asked -> watch(Duration.ZERO), this::refused);
    }

    /// Drills the selected backup, else the newest good one.
    void drill() {
        long id = chosen().orElseThrow();
        drillUnderWay.set(true);
        state.set(kit.texts().get("backups.waiting"));
        asking.run(() -> service.requestDrill(id), asked -> watch(Duration.ZERO), this::refused);
    }

    private void refused(Throwable thrown) {
        kit.notices().tell(kit.failures().describe(thrown));
        watch(Duration.ZERO);
    }

    /// Whether there is nothing to drill, or something is at it.
    BooleanBinding cannotDrill() {
        return Bindings.createBooleanBinding(() -> chosen().isEmpty(), selected, standing)
                .or(drillUnderWay)
                .or(asking.busyProperty());
    }

    /// Says which backup the button drills.
    StringBinding drillWords() {
        return Bindings.createStringBinding(
                () -> selected.get() == null
                        ? kit.texts().get("backups.drill")
                        : kit.texts()
                                .get(
                                        "backups.drill.one",
                                        Long.toString(selected.get().id())),
                selected);
    }

    private Optional<Long> chosen() {
        BackupRow row = selected.get();
        if (row != null) {
            return Optional.of(row).filter(BackupRow::good).map(BackupRow::id);
        }
        return Optional.ofNullable(standing.get()).flatMap(Standing::newest);
    }

    /// Enter on a backup: its place, for whoever copies it away.
    void open(BackupRow row) {
        row.backup().taken().ifPresent(taken -> {
            kit.desktop().copy(taken.file().toString());
            kit.notices().tell(Severity.INFO, kit.texts().get("backups.copied"));
        });
    }

    private void watch(Duration pause) {
        watching.runAfter(
                pause,
                () -> new Look(
                        service.page(Long.MAX_VALUE, NEWEST),
                        service.drills(Long.MAX_VALUE, NEWEST),
                        service.lastGood()),
                this::heard,
                thrown -> {
                    failure.set(kit.failures().describe(thrown));
                    watch(CALM);
                });
    }

    private void heard(Look look) {
        failure.set(null);
        Optional<BackupRecord> writing =
                look.backups().stream().filter(backup -> !backup.isOver()).findFirst();
        Optional<DrillRecord> drilling =
                look.drills().stream().filter(drill -> !drill.isOver()).findFirst();
        backupUnderWay.set(writing.isPresent());
        drillUnderWay.set(drilling.isPresent());
        state.set(underWay(writing, drilling));
        standing.set(Standing.of(look.lastGood(), look.drills(), kit));
        // The lists were just read when the first answer comes.
        if (seen != null && !seen.equals(look)) {
            backups.refresh(0);
            drills.refresh(0);
        }
        seen = look;
        watch(writing.isPresent() || drilling.isPresent() ? SOON : CALM);
    }

    private String underWay(Optional<BackupRecord> writing, Optional<DrillRecord> drilling) {
        if (writing.isEmpty() && drilling.isEmpty()) {
            return "";
        }
        boolean backupRuns = writing.filter(backup -> backup.state() == BackupRecord.State.RUNNING)
                .isPresent();
        boolean drillRuns = drilling.filter(drill -> drill.state() == DrillRecord.State.RUNNING)
                .isPresent();
        return kit.texts().get(backupRuns ? "backups.writing" : drillRuns ? "backups.drilling" : "backups.waiting");
    }
}
