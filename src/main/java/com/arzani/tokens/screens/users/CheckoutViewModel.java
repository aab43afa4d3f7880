package com.arzani.tokens.screens.users;

import com.arzani.tokens.money.Pence;
import com.arzani.tokens.payments.Amount;
import com.arzani.tokens.payments.checkout.CheckoutDesk;
import com.arzani.tokens.payments.checkout.CheckoutLink;
import com.arzani.tokens.payments.checkout.CheckoutOffer;
import com.arzani.tokens.ui.Badge;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Failure;
import com.arzani.tokens.ui.KeyedWrite;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Severity;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// A checkout link for the open user: choose a package, ask for the link, then watch it until it is paid or over.
public final class CheckoutViewModel {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    final BooleanProperty open = new SimpleBooleanProperty();
    final ObservableList<CheckoutOffer> offers = FXCollections.observableArrayList();
    final ObjectProperty<CheckoutOffer> chosen = new SimpleObjectProperty<>();
    final ObjectProperty<CheckoutLink> link = new SimpleObjectProperty<>();
    final ObjectProperty<Failure> failure = new SimpleObjectProperty<>();
    final BooleanBinding canCreate;

    private final Kit kit;
    private final CheckoutDesk desk;
    private final KeyedWrite<Long> write;
    private final Channel loading;
    private final Channel watching;
    private Duration goodFor = Duration.ZERO;
    private long userId;

    /// @param keys makes operation keys
    public CheckoutViewModel(Kit kit, CheckoutDesk desk, Supplier<String> keys) {
        this.kit = kit;
        this.desk = desk;
        write = new KeyedWrite<>(kit, "users.checkout", keys, desk::requested);
        loading = kit.tasks().latest("users.checkout.offers");
        watching = kit.tasks().latest("users.checkout.link");
        write.failureProperty().addListener((value, old, problem) -> failure.set(problem));
        canCreate = Bindings.createBooleanBinding(
                () -> chosen.get() != null && link.get() == null && write.isReady(),
                chosen,
                link,
                write.stateProperty());
    }

    private record Shelf(List<CheckoutOffer> offers, Duration goodFor) {}

    boolean allowed() {
        return desk.mayRequest();
    }

    /// Another user is open now.
    void open(long id) {
        if (id != userId) {
            userId = id;
            close();
            link.set(null);
        }
    }

    /// Begins a new link.
    void ask() {
        watching.cancel();
        link.set(null);
        failure.set(null);
        write.reopen();
        open.set(true);
        load();
    }

    private void load() {
        long id = userId;
        loading.runUntilAvailable(
                () -> new Shelf(desk.offers(id), desk.goodFor()),
                this::offer,
                thrown -> failure.set(kit.failures().describe(thrown)));
    }

    private void offer(Shelf shelf) {
        CheckoutOffer before = chosen.get();
        goodFor = shelf.goodFor();
        offers.setAll(shelf.offers());
        chosen.set(null);
        chosen.set(shelf.offers().stream()
                .filter(one -> before != null && one.packageId() == before.packageId())
                .findFirst()
                .orElse(shelf.offers().isEmpty() ? null : shelf.offers().getFirst()));
    }

    void create() {
        if (!canCreate.get()) {
            return;
        }
        long id = userId;
        CheckoutOffer offer = chosen.get();
        // What was refused may be so because the package is another one by now.
        write.run(key -> desk.request(key, id, offer), order -> created(id, order), refused -> load());
    }

    private void created(long id, long order) {
        if (id == userId && open.get()) {
            watching.runUntilAvailable(() -> desk.link(order), found -> watch(order, found), this::trouble);
        }
    }

    private void watch(long order, Optional<CheckoutLink> found) {
        found.ifPresent(link::set);
        if (found.filter(now -> !now.state().over()).isPresent()) {
            watching.runAfter(LOOK_AGAIN, () -> desk.link(order), again -> watch(order, again), thrown -> {
                trouble(thrown);
                watch(order, found);
            });
        }
    }

    private void trouble(Throwable thrown) {
        failure.set(kit.failures().describe(thrown));
    }

    void copy() {
        CheckoutLink now = link.get();
        if (now != null && now.url().isPresent()) {
            kit.desktop().copy(now.url().get());
            kit.notices().tell(Severity.INFO, kit.texts().get("users.checkout.copied", Long.toString(now.orderId())));
        }
    }

    /// The panel goes; a link that was asked for stays as it is.
    void close() {
        watching.cancel();
        loading.cancel();
        open.set(false);
    }

    String offerWords(CheckoutOffer offer) {
        return offer == null ? "" : kit.texts().get("users.checkout.offer", offer.name(), money(offer.price()));
    }

    /// What the customer gets for it, and for how long the link is good.
    String preview() {
        CheckoutOffer offer = chosen.get();
        if (offer == null) {
            return "";
        }
        String tokens = kit.texts().get("users.checkout.tokens", offer.tokens(), offer.bonusTokens());
        return kit.texts().get("users.checkout.preview", tokens, money(offer.price()), goodFor.toMinutes());
    }

    Badge badge(CheckoutLink now) {
        Badge.Tone tone = switch (now.state()) {
            case CREDITED -> Badge.Tone.SUCCESS;
            case PROBLEM, FAILED, REFUSED -> Badge.Tone.DANGER;
            case DELAYED, EXPIRED -> Badge.Tone.WARNING;
            case OPEN, PAID -> Badge.Tone.ACCENT;
            default -> Badge.Tone.NEUTRAL;
        };
        return new Badge(kit.texts().get("users.checkout.state." + key(now)), tone);
    }

    /// What it means, with the cause if there is one, and what to do next.
    String words(CheckoutLink now) {
        String order = Long.toString(now.orderId());
        String what = kit.texts()
                .get("users.checkout.text." + key(now), order, kit.times().exact(now.expiresAt()));
        return now.state() == CheckoutLink.State.DELAYED || now.state() == CheckoutLink.State.PROBLEM
                ? now.cause().map(cause -> what + " " + why(cause)).orElse(what)
                : what;
    }

    private String why(CheckoutLink.Cause cause) {
        String key = "problem." + cause.key();
        return kit.texts().has(key) ? kit.texts().get(key, cause.arguments().toArray()) : cause.key();
    }

    private static String key(CheckoutLink now) {
        return now.state().name().toLowerCase(Locale.ROOT);
    }

    private static String money(Amount amount) {
        return amount.currency().equals("GBP")
                ? new Pence(amount.pence()).toString()
                : BigDecimal.valueOf(amount.pence(), 2).toPlainString() + " " + amount.currency();
    }
}
