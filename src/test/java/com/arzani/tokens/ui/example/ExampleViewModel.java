package com.arzani.tokens.ui.example;

import com.arzani.tokens.money.Digits;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Failure;
import com.arzani.tokens.ui.KeyList;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Severity;
import com.arzani.tokens.ui.Target;
import java.time.Duration;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// Knows the service and holds the state; knows no nodes.
public final class ExampleViewModel {
    private static final Duration QUIET = Duration.ofMillis(150);

    final StringProperty name = new SimpleStringProperty("");
    final StringProperty amount = new SimpleStringProperty("");
    final ObjectProperty<ExampleRow> selected = new SimpleObjectProperty<>();
    final ObjectProperty<Failure> failure = new SimpleObjectProperty<>();
    final KeyList<ExampleRow, Long> rows;
    final Channel granting;
    final BooleanBinding canGrant;

    private final Kit kit;
    private final ExampleService service;
    private final Channel typing;

    public ExampleViewModel(Kit kit, ExampleService service) {
        this.kit = kit;
        this.service = service;
        rows = new KeyList<>(kit.tasks().latest("example.rows"), kit.failures(), ExampleRow::id);
        typing = kit.tasks().latest("example.typing");
        granting = kit.tasks().oneAtATime("example.grant");
        // Everything the binding reads stands in its list.
        canGrant = Bindings.createBooleanBinding(
                () -> selected.get() != null && Digits.parse(amount.get()).orElse(0) > 0 && !granting.isBusy(),
                selected,
                amount,
                granting.busyProperty());
        name.addListener((value, old, text) -> typing.runAfter(
                QUIET,
                () -> text,
                this::search,
                thrown -> failure.set(kit.failures().describe(thrown))));
    }

    void search(String text) {
        kit.navigator().replace(Target.of("example").with("name", text));
        rows.load((after, rowsMax) -> service.find(text, after, rowsMax));
    }

    void grant() {
        // Copied before the work leaves the FX thread.
        long id = selected.get().id();
        long tokens = Digits.parse(amount.get()).orElseThrow();
        failure.set(null);
        granting.run(
                () -> service.grant(id, tokens),
                this::granted,
                thrown -> failure.set(kit.failures().describe(thrown)));
    }

    private void granted(ExampleRow row) {
        amount.set("");
        rows.replace(row);
        kit.notices().tell(Severity.SUCCESS, kit.texts().get("example.granted", row.balance()));
    }
}
