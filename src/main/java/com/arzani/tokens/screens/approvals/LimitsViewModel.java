package com.arzani.tokens.screens.approvals;

import com.arzani.tokens.approval.LimitSetting;
import com.arzani.tokens.approval.Limits;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Failure;
import com.arzani.tokens.ui.KeyList;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Page;
import com.arzani.tokens.ui.Severity;
import java.util.Optional;
import java.util.regex.Pattern;
import javafx.beans.Observable;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// What each role may do alone, for administrators: see, change with a reason, and who changed what. A change is
/// decided on
/// the version that is shown, so repeating it is refused and needs no operation key.
public final class LimitsViewModel {
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,13}");
    private static final long LARGEST = 1_000_000_000_000L;
    private static final int REASON_MAX = 2000;

    final KeyList<LimitSetting, String> rows;
    final KeyList<LimitSetting, Integer> versions;
    final ObjectProperty<LimitSetting> chosen = new SimpleObjectProperty<>();
    final StringProperty value = new SimpleStringProperty("");
    final StringProperty reason = new SimpleStringProperty("");
    final StringProperty fourEyes = new SimpleStringProperty("");
    final ObjectProperty<Failure> failure = new SimpleObjectProperty<>();
    final StringBinding valueProblem;
    final BooleanBinding ready;

    private final Kit kit;
    private final Limits limits;
    private final Channel writing;
    private final Channel asking;

    public LimitsViewModel(Kit kit, Limits limits) {
        this.kit = kit;
        this.limits = limits;
        rows = new KeyList<>(kit.tasks().latest("approvals.limits"), kit.failures(), LimitSetting::name);
        versions = new KeyList<>(kit.tasks().latest("approvals.versions"), kit.failures(), LimitSetting::version);
        writing = kit.tasks().oneAtATime("approvals.limit.change");
        asking = kit.tasks().latest("approvals.four_eyes");
        valueProblem = Bindings.createStringBinding(
                () -> value.get().isEmpty() || wanted().isPresent()
                        ? ""
                        : kit.texts().get("approvals.limits.value.wrong"),
                value);
        ready = Bindings.createBooleanBinding(
                () -> chosen.get() != null
                        && wanted().isPresent()
                        && !wanted().get().equals(chosen.get().value())
                        && !reason.get().isBlank()
                        && reason.get().length() <= REASON_MAX
                        && !writing.isBusy(),
                new Observable[] {chosen, value, reason, writing.busyProperty()});
    }

    private Optional<Tokens> wanted() {
        String text = value.get().strip();
        return WHOLE.matcher(text).matches() && Long.parseLong(text) <= LARGEST
                ? Optional.of(new Tokens(Long.parseLong(text)))
                : Optional.empty();
    }

    void refresh() {
        // Three roles with three limits each: one page holds them.
        rows.load((after, rowsMax) -> Page.of(limits.all(), null));
        asking.run(
                limits::fourEyes,
                on -> fourEyes.set(kit.texts().get(on ? "approvals.limits.four_eyes" : "approvals.limits.two_eyes")),
                thrown -> failure.set(kit.failures().describe(thrown)));
    }

    /// The same limit read again keeps what was typed.
    void choose(LimitSetting limit) {
        boolean same = chosen.get() != null && chosen.get().name().equals(limit.name());
        chosen.set(limit);
        if (!same) {
            value.set(Long.toString(limit.value().count()));
            reason.set("");
            failure.set(null);
        }
        String name = limit.name();
        versions.load((after, rowsMax) -> Page.of(limits.history(name), null));
    }

    void change() {
        LimitSetting shown = chosen.get();
        Tokens to = wanted().orElseThrow();
        String why = reason.get();
        failure.set(null);
        writing.run(
                () -> limits.change(shown, to, why),
                waiting -> {
                    kit.notices()
                            .tell(
                                    Severity.SUCCESS,
                                    kit.texts()
                                            .get(
                                                    waiting.isPresent()
                                                            ? "approvals.limits.asked"
                                                            : "approvals.limits.changed",
                                                    new ApprovalWords(kit.texts()).limitName(shown.name()),
                                                    to.toString()));
                    reason.set("");
                    refresh();
                },
                thrown -> {
                    failure.set(kit.failures().describe(thrown));
                    refresh();
                });
    }
}
