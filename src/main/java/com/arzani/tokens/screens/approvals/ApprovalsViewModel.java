package com.arzani.tokens.screens.approvals;

import com.arzani.tokens.approval.ApprovalRequest;
import com.arzani.tokens.approval.ApprovalTab;
import com.arzani.tokens.approval.Approvals;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.KeyList;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Page;
import com.arzani.tokens.ui.Target;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ChangeListener;

/// The lists of requests and the chosen one. It reads again by itself when anybody asks or decides.
public final class ApprovalsViewModel {
    private static final String TAB = "tab";
    private static final String REQUEST = "request";

    final ObjectProperty<ApprovalTab> tab;
    final KeyList<ApprovalRow, Long> rows;
    final ApprovalDetailViewModel detail;
    final ApprovalsPulse pulse;

    private final Kit kit;
    private final Approvals approvals;
    private final ApprovalWords words;
    private final Channel finding;
    private final ChangeListener<String> changes = (value, old, now) -> reread();
    private Runnable onChanged = () -> {};

    /// @param decides whether the signed-in role decides requests; others begin with their own
    public ApprovalsViewModel(
            Kit kit, Approvals approvals, ApprovalDetailViewModel detail, ApprovalsPulse pulse, boolean decides) {
        this.kit = kit;
        this.approvals = approvals;
        this.detail = detail;
        this.pulse = pulse;
        tab = new SimpleObjectProperty<>(decides ? ApprovalTab.REVIEW : ApprovalTab.MINE);
        words = new ApprovalWords(kit.texts());
        rows = new KeyList<>(kit.tasks().latest("approvals.rows"), kit.failures(), ApprovalRow::id);
        finding = kit.tasks().latest("approvals.find");
        detail.onDecided(pulse::now);
        tab.addListener((value, old, now) -> load());
    }

    /// @param action reads the visible rows again, keeping the chosen one
    void onChanged(Runnable action) {
        onChanged = action;
    }

    void activate() {
        pulse.markProperty().addListener(changes);
        load();
    }

    void deactivate() {
        pulse.markProperty().removeListener(changes);
        finding.cancel();
    }

    /// Reads the list anew and says in the history what it shows.
    void load() {
        ApprovalTab shown = tab.get();
        rows.load((after, rowsMax) -> {
            List<ApprovalRow> read = approvals.page(shown, after, rowsMax).stream()
                    .map(request -> ApprovalRow.of(request, words, kit.clock().instant()))
                    .toList();
            return Page.of(read, read.size() < rowsMax ? null : read.getLast().id());
        });
        remember();
    }

    private void remember() {
        ApprovalRequest shown = detail.request.get();
        kit.navigator()
                .replace(Target.of("approvals")
                        .with(TAB, tab.get().name().toLowerCase(Locale.ROOT))
                        .with(REQUEST, shown == null ? null : shown.id()));
    }

    void choose(ApprovalRow row) {
        detail.show(row.request());
        remember();
    }

    /// Shows what another screen, or the way back, asks for.
    void open(Target target) {
        target.value(TAB).ifPresent(name -> {
            for (ApprovalTab known : ApprovalTab.values()) {
                if (known.name().toLowerCase(Locale.ROOT).equals(name)) {
                    tab.set(known);
                }
            }
        });
        OptionalLong wanted = target.number(REQUEST);
        if (wanted.isPresent()) {
            find(wanted.getAsLong());
        }
    }

    private void find(long id) {
        finding.run(
                () -> approvals.find(id),
                found -> found.ifPresent(detail::show),
                thrown -> kit.notices().tell(kit.failures().describe(thrown)));
    }

    /// Somebody asked or decided: list and detail are read again, what was typed stays.
    private void reread() {
        onChanged.run();
        if (detail.request.get() != null) {
            long id = detail.request.get().id();
            finding.run(
                    () -> approvals.find(id),
                    found -> found.filter(read -> isShown(id)).ifPresent(detail::show),
                    thrown -> kit.notices().tell(kit.failures().describe(thrown)));
        }
    }

    /// Another one may have been chosen while this one was read again.
    private boolean isShown(long id) {
        return detail.request.get() != null && detail.request.get().id() == id;
    }

    void refresh() {
        pulse.now();
        reread();
    }
}
