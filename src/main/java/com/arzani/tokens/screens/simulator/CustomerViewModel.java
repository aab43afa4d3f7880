package com.arzani.tokens.screens.simulator;

import com.arzani.tokens.money.Digits;
import com.arzani.tokens.payments.checkout.OpenCheckout;
import com.arzani.tokens.payments.simulator.SimulatorDesk;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Kit;
import java.util.List;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// A customer buys: order and checkout as the marketplace makes them, then what the customer does with them.
public final class CustomerViewModel {
    final StringProperty user = new SimpleStringProperty("");
    final ObjectProperty<SimulatorDesk.Package> chosen = new SimpleObjectProperty<>();
    final ObservableList<SimulatorDesk.Package> packages = FXCollections.observableArrayList();
    final StringBinding userProblem;
    final BooleanBinding canBuy;

    private final SimulatorViewModel screen;
    private final SimulatorDesk desk;
    private final Supplier<String> keys;
    private final Channel loading;

    /// @param keys makes operation keys
    public CustomerViewModel(SimulatorViewModel screen, SimulatorDesk desk, Supplier<String> keys) {
        this.screen = screen;
        this.desk = desk;
        this.keys = keys;
        Kit kit = screen.kit();
        loading = kit.tasks().latest("simulator.packages");
        userProblem = Bindings.createStringBinding(
                () -> user.get().isBlank() || userId() > 0 ? "" : kit.texts().get("simulator.user.not_digits"), user);
        canBuy = Bindings.createBooleanBinding(
                () -> userId() > 0 && chosen.get() != null && !screen.busy().get() && !screen.elsewhere.get(),
                user,
                chosen,
                screen.busy(),
                screen.elsewhere);
    }

    /// What the customer does at the checkout.
    enum Way {
        PAY,
        PAY_LATER,
        DECLINE,
        LEAVE
    }

    private long userId() {
        return Digits.parse(user.get().strip()).orElse(0);
    }

    void load() {
        loading.runUntilAvailable(desk::packages, this::offer, thrown -> {});
    }

    private void offer(List<SimulatorDesk.Package> offered) {
        SimulatorDesk.Package before = chosen.get();
        packages.setAll(offered);
        chosen.set(offered.stream()
                .filter(one -> before != null && one.id() == before.id())
                .findFirst()
                .orElse(offered.isEmpty() ? null : offered.getFirst()));
    }

    void buy(Way way) {
        if (!canBuy.get()) {
            return;
        }
        long buyer = userId();
        long wanted = chosen.get().id();
        String key = keys.get();
        screen.perform(
                at -> {
                    OpenCheckout made = at.order(key, buyer, wanted);
                    switch (way) {
                        case PAY -> at.simulator().pay(made.sessionId());
                        case PAY_LATER -> at.simulator().payLater(made.sessionId());
                        case DECLINE -> at.simulator().decline(made.sessionId());
                        default -> {}
                    }
                    return made;
                },
                made -> screen.kit()
                        .texts()
                        .get(
                                "simulator.bought." + way.name().toLowerCase(java.util.Locale.ROOT),
                                Long.toString(made.orderId()),
                                Long.toString(buyer)));
    }

    void leave() {
        loading.cancel();
    }
}
