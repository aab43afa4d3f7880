package com.arzani.tokens.screens.simulator;

import com.arzani.tokens.money.Digits;
import com.arzani.tokens.payments.simulator.RefundCourse;
import com.arzani.tokens.payments.simulator.SimulatorDesk;
import com.arzani.tokens.payments.simulator.StripeSimulator;
import com.arzani.tokens.ui.Texts;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// Time, weather and post: what happens to Stripe as a whole.
public final class ConditionsViewModel {
    static final List<Duration> SPANS = List.of(
            Duration.ofMinutes(30),
            Duration.ofHours(6),
            Duration.ofDays(1),
            Duration.ofDays(3),
            Duration.ofDays(10),
            Duration.ofDays(60));
    private static final Duration SLOWER = Duration.ofSeconds(2);
    private static final int MOST = 1_000;

    final ObjectProperty<Duration> span = new SimpleObjectProperty<>(Duration.ofDays(1));
    final StringProperty webhooks = new SimpleStringProperty("1");
    final StringProperty minutes = new SimpleStringProperty("2");
    final ObjectProperty<RefundCourse> refunds = new SimpleObjectProperty<>(RefundCourse.AT_ONCE);
    final StringBinding webhooksProblem = problem(webhooks);
    final StringBinding minutesProblem = problem(minutes);

    private final SimulatorViewModel screen;
    private final Texts texts;

    public ConditionsViewModel(SimulatorViewModel screen) {
        this.screen = screen;
        this.texts = screen.kit().texts();
        refunds.addListener((value, old, course) ->
                perform(simulator -> simulator.refundsGo(course), "simulator.done.refunds." + word(course)));
    }

    static String word(RefundCourse course) {
        return course.name().toLowerCase(Locale.ROOT);
    }

    private StringBinding problem(StringProperty number) {
        return Bindings.createStringBinding(
                () -> count(number) > 0 ? "" : screen.kit().texts().get("simulator.number.wrong", MOST), number);
    }

    private static int count(StringProperty number) {
        long typed = Digits.parse(number.get().strip()).orElse(0);
        return typed >= 1 && typed <= MOST ? (int) typed : 0;
    }

    BooleanBinding ready() {
        return screen.busy().not().and(screen.elsewhere.not());
    }

    void advance() {
        Duration time = span.get();
        perform(simulator -> simulator.advance(time), "simulator.done.advance", spanWords(time));
    }

    void payOut() {
        screen.perform(desk -> desk.simulator().payOut(), id -> texts.get("simulator.done.pay_out", id));
    }

    void lose() {
        int events = count(webhooks);
        perform(simulator -> simulator.webhooks().lose(events), "simulator.done.lose_webhooks", events);
    }

    void repeat() {
        int events = count(webhooks);
        perform(simulator -> simulator.webhooks().repeat(events), "simulator.done.repeat_webhooks", events);
    }

    void beDown() {
        int time = count(minutes);
        perform(simulator -> simulator.beDown(Duration.ofMinutes(time)), "simulator.done.down", time);
    }

    void beSlow() {
        int time = count(minutes);
        perform(
                simulator -> simulator.faults().slow(SLOWER, Duration.ofMinutes(time)),
                "simulator.done.slow",
                time,
                SLOWER.toSeconds());
    }

    void recover() {
        perform(simulator -> simulator.faults().clear(), "simulator.done.recover");
    }

    String spanWords(Duration time) {
        if (time.toDays() > 0) {
            return texts.get("simulator.span.days", time.toDays());
        }
        return time.toHours() > 0
                ? texts.get("simulator.span.hours", time.toHours())
                : texts.get("simulator.span.minutes", time.toMinutes());
    }

    private void perform(Consumer<StripeSimulator> work, String words, Object... arguments) {
        Function<SimulatorDesk, Boolean> all = desk -> {
            work.accept(desk.simulator());
            return true;
        };
        screen.perform(all, done -> texts.get(words, arguments));
    }
}
