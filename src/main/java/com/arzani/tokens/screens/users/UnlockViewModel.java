package com.arzani.tokens.screens.users;

import com.arzani.tokens.approval.ApprovalRequest;
import com.arzani.tokens.approval.OwnLimits;
import com.arzani.tokens.ledger.Adjustment;
import com.arzani.tokens.ledger.ReasonCode;
import com.arzani.tokens.market.BoostReason;
import com.arzani.tokens.market.OwnListing;
import com.arzani.tokens.market.Unlock;
import com.arzani.tokens.market.UnlockChange;
import com.arzani.tokens.market.UnlockEnd;
import com.arzani.tokens.market.UnlockGrant;
import com.arzani.tokens.money.Digits;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.problem.TokenProblem;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Failure;
import com.arzani.tokens.ui.KeyedWrite;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.PendingWrites;
import com.arzani.tokens.ui.SafeText;
import com.arzani.tokens.ui.Severity;
import java.util.List;
import java.util.Optional;
import javafx.beans.Observable;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// Gives the open seller access to a listing's analytics, or takes an access back. What goes back is shown before.
public final class UnlockViewModel {
    private static final int NOTE_MAX = 2000;
    private static final int DAYS_MAX = 365;
    private static final int LISTINGS_MOST = 200;

    final BooleanProperty open = new SimpleBooleanProperty();
    /// The access that is taken back; null while one is given.
    final ObjectProperty<Unlock> taken = new SimpleObjectProperty<>();
    final ObservableList<OwnListing> listings = FXCollections.observableArrayList();
    final ObjectProperty<OwnListing> listing = new SimpleObjectProperty<>();
    final StringProperty days = new SimpleStringProperty("30");
    final ObservableList<ReasonCode> reasons = FXCollections.observableArrayList();
    final ObjectProperty<ReasonCode> reason = new SimpleObjectProperty<>();
    final StringProperty note = new SimpleStringProperty("");
    final ObjectProperty<Failure> failure = new SimpleObjectProperty<>();
    final ObjectProperty<Tokens> back = new SimpleObjectProperty<>();
    final ObjectProperty<OwnLimits> limits = new SimpleObjectProperty<>(new OwnLimits(List.of()));
    final BooleanBinding canSend;

    private final Kit kit;
    private final UnlockServices services;
    private final KeyedWrite<UnlockChange> write;
    private final KeyedWrite<ApprovalRequest> asking;
    private final Channel loading;
    private final Channel foreseeing;
    private Runnable onChanged = () -> {};
    private long userId;

    private record Terms(List<OwnListing> listings, List<ReasonCode> reasons) {}

    private record Foreseen(Tokens back, OwnLimits limits) {}

    public UnlockViewModel(Kit kit, UnlockServices services) {
        this.kit = kit;
        this.services = services;
        loading = kit.tasks().latest("users.unlock.terms");
        foreseeing = kit.tasks().latest("users.unlock.back");
        write = new KeyedWrite<>(kit, "users.unlock", services.keys(), this::outcome);
        asking = new KeyedWrite<>(kit, "users.unlock.ask", services.keys(), services.approvals()::byKey);
        write.failureProperty().addListener((value, old, problem) -> failure.set(problem));
        asking.failureProperty().addListener((value, old, problem) -> failure.set(problem));
        canSend = Bindings.createBooleanBinding(this::isWhole, new Observable[] {
            taken, listing, days, reason, note, back, write.stateProperty(), asking.stateProperty()
        });
    }

    private boolean isWhole() {
        boolean what = taken.get() == null ? listing.get() != null && wantedDays() > 0 : back.get() != null;
        return what
                && reason.get() != null
                && !note.get().isBlank()
                && noteProblem().isEmpty()
                && write.isReady()
                && asking.isReady();
    }

    /// @param listener told when the accesses are others than were shown
    void onChanged(Runnable listener) {
        onChanged = listener;
    }

    /// Another user is open now.
    void open(long id) {
        if (id != userId) {
            userId = id;
            close();
        }
    }

    void give() {
        begin(null);
    }

    void takeBack(Unlock unlock) {
        begin(unlock);
        foresee();
    }

    private void begin(Unlock unlock) {
        taken.set(unlock);
        listing.set(null);
        days.set("30");
        reason.set(null);
        note.set("");
        back.set(null);
        failure.set(null);
        write.reopen();
        asking.reopen();
        open.set(true);
        long id = userId;
        loading.runUntilAvailable(
                () -> new Terms(
                        services.activity().listings(id, null, LISTINGS_MOST).rows(),
                        services.ledger().reasonCodes().stream()
                                .filter(ReasonCode::forGrant)
                                .toList()),
                this::offer,
                thrown -> failure.set(kit.failures().describe(thrown)));
    }

    private void offer(Terms terms) {
        listings.setAll(terms.listings());
        reasons.setAll(terms.reasons());
        if (taken.get() == null && !listings.isEmpty() && listing.get() == null) {
            listing.set(listings.getFirst());
        }
    }

    /// What goes back changes with time: it is read when it is about to be shown.
    private void foresee() {
        Unlock unlock = taken.get();
        long id = userId;
        foreseeing.runUntilAvailable(
                () -> new Foreseen(
                        services.unlocks().unused(unlock.id()),
                        services.limits().own(id)),
                foreseen -> {
                    limits.set(foreseen.limits());
                    back.set(foreseen.back());
                },
                thrown -> failure.set(kit.failures().describe(thrown)));
    }

    void close() {
        loading.cancel();
        foreseeing.cancel();
        open.set(false);
    }

    /// More goes back than the person may give alone.
    boolean overLimit() {
        return taken.get() != null
                && back.get() != null
                && back.get().count() > 0
                && limits.get().hit(back.get()).isPresent();
    }

    /// 0 when what was typed is no number of days.
    private int wantedDays() {
        long typed = Digits.parse(days.get()).orElse(0);
        return typed >= 1 && typed <= DAYS_MAX ? (int) typed : 0;
    }

    String daysProblem() {
        return wantedDays() > 0 ? "" : kit.texts().get("problem.unlock_days_out_of_range");
    }

    String noteProblem() {
        int length = note.get().strip().codePointCount(0, note.get().strip().length());
        return length > NOTE_MAX ? kit.texts().get("users.unlock.note.long", Digits.grouped(length)) : "";
    }

    /// What would happen.
    String preview() {
        Unlock unlock = taken.get();
        if (unlock == null) {
            return listing.get() == null || wantedDays() == 0
                    ? ""
                    : kit.texts()
                            .get(
                                    "users.unlock.preview",
                                    wantedDays(),
                                    SafeText.line(listing.get().name()));
        }
        if (back.get() == null) {
            return "";
        }
        String ends = kit.texts()
                .get(
                        "users.unlock.ends",
                        SafeText.line(unlock.listingName()),
                        back.get().count());
        return overLimit() ? ends + " " + kit.texts().get("users.unlock.over") : ends;
    }

    /// The primary button's words: its verb with what it will do.
    String verb() {
        if (taken.get() == null) {
            int wanted = wantedDays();
            return wanted == 0
                    ? kit.texts().get("users.unlock.give")
                    : kit.texts().get("users.unlock.give.days", wanted);
        }
        return overLimit()
                ? kit.texts().get("users.unlock.ask")
                : kit.texts()
                        .get(
                                "users.unlock.take",
                                back.get() == null ? 0L : back.get().count());
    }

    void send() {
        if (!canSend.get()) {
            return;
        }
        long id = userId;
        BoostReason why = new BoostReason(reason.get().code(), note.get());
        Unlock unlock = taken.get();
        if (overLimit()) {
            asking.run(
                    key -> services.approvals()
                            .requestUnlockEnd(key, unlock.id(), new Adjustment.Reason(why.code(), why.note())),
                    this::asked,
                    refused -> foresee());
            return;
        }
        write.run(
                new PendingWrites.What("unlock", id, 0),
                work(id, unlock, why),
                change -> done(id, change),
                this::refused);
    }

    private KeyedWrite.Work<UnlockChange> work(long id, Unlock unlock, BoostReason why) {
        if (unlock == null) {
            long chosen = listing.get().id();
            int wanted = wantedDays();
            return key -> services.unlocks().grant(new UnlockGrant(key, id, chosen, wanted, why));
        }
        Tokens expected = back.get();
        return key -> services.unlocks().revoke(new UnlockEnd(key, unlock.id(), expected, why));
    }

    private Optional<UnlockChange> outcome(String key) {
        // A gift has no entry, but a statement that may still make it is waited for.
        services.ledger().outcome(key);
        return services.unlocks().change(key);
    }

    private void refused(TokenProblem problem) {
        if (taken.get() != null) {
            foresee();
        }
        onChanged.run();
    }

    private void asked(ApprovalRequest request) {
        close();
        kit.notices()
                .tell(
                        Severity.SUCCESS,
                        kit.texts().get("users.unlock.asked", Long.toString(request.id())),
                        kit.texts().get("users.unlock.asked.show"),
                        () -> kit.navigator().open(Places.ownRequest(request.id())));
    }

    private void done(long id, UnlockChange change) {
        boolean gave = taken.get() == null;
        String words = gave
                ? kit.texts()
                        .get(
                                "users.unlock.given",
                                Long.toString(change.listingId()),
                                kit.times().minute(change.until()))
                : kit.texts()
                        .get(
                                "users.unlock.taken",
                                Long.toString(change.listingId()),
                                change.back().count());
        kit.notices()
                .tell(
                        Severity.SUCCESS,
                        words,
                        kit.texts().get(change.entryId() == null ? "users.unlock.show" : "users.unlock.entry"),
                        () -> kit.navigator()
                                .open(change.entryId() == null ? Places.user(id) : Places.entry(change.entryId())));
        if (id == userId) {
            close();
            onChanged.run();
        }
    }
}
