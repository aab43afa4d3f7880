package com.arzani.tokens.screens.boosts;

import com.arzani.tokens.ledger.ReasonCode;
import com.arzani.tokens.market.BoostEnd;
import com.arzani.tokens.market.BoostExtension;
import com.arzani.tokens.market.BoostPrices;
import com.arzani.tokens.market.BoostReason;
import com.arzani.tokens.market.BoostedListing;
import com.arzani.tokens.market.ListingBoost;
import com.arzani.tokens.money.Digits;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Failure;
import com.arzani.tokens.ui.KeyedWrite;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.PendingWrites;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import javafx.beans.Observable;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.binding.ObjectBinding;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The form that extends a boost or ends it, with its preview. Nothing is sent that the preview did not show.
public final class BoostFormViewModel {
    static final int NOTE_MAX = 2000;
    private static final int DAYS_MAX = 365;

    final BooleanProperty ending = new SimpleBooleanProperty();
    final StringProperty days = new SimpleStringProperty("7");
    final BooleanProperty charge = new SimpleBooleanProperty(true);
    final ObjectProperty<ReasonCode> reason = new SimpleObjectProperty<>();
    final StringProperty note = new SimpleStringProperty("");
    final ObservableList<ReasonCode> reasons = FXCollections.observableArrayList();
    final ObjectProperty<BoostedListing> listing = new SimpleObjectProperty<>();
    final KeyedWrite<List<ListingBoost>> write;
    final BoostApproval approval;
    final BooleanBinding overLimit;
    final ObjectBinding<Failure> failure;
    final ObjectBinding<BoostPreview> preview;
    final StringBinding daysProblem;
    final StringBinding shortage;
    final StringBinding noteProblem;
    final BooleanBinding canPost;

    private final Kit kit;
    private final BoostServices services;
    private final Channel loading;
    private final Channel foreseeing;
    private final ObjectProperty<Terms> terms = new SimpleObjectProperty<>();
    private final ObjectProperty<Tokens> unused = new SimpleObjectProperty<>();
    private final Map<Long, Draft> drafts = new HashMap<>();
    private LongConsumer onOutcome = id -> {};

    private record Terms(BoostPrices prices, List<ReasonCode> reasons) {}

    private record Draft(boolean ending, String days, boolean charge, ReasonCode reason, String note) {}

    public BoostFormViewModel(Kit kit, BoostServices services) {
        this.kit = kit;
        this.services = services;
        loading = kit.tasks().latest("boosts.terms");
        foreseeing = kit.tasks().latest("boosts.unused");
        write = new KeyedWrite<>(kit, "boosts.change", services.keys(), this::outcome);
        approval = new BoostApproval(kit, services.approvals(), services.limits(), services.keys());
        failure = Bindings.createObjectBinding(
                () -> approval.write.failureProperty().get() == null
                        ? write.failureProperty().get()
                        : approval.write.failureProperty().get(),
                write.failureProperty(),
                approval.write.failureProperty());
        preview = Bindings.createObjectBinding(this::foresee, listing, ending, days, charge, terms, unused);
        daysProblem = Bindings.createStringBinding(this::describeDays, ending, days);
        overLimit = Bindings.createBooleanBinding(
                () -> ending.get()
                        && preview.get() != null
                        && approval.needed(preview.get().movement()),
                new Observable[] {ending, preview, approval.limitsProperty()});
        shortage = Bindings.createStringBinding(this::describeShortage, preview, overLimit);
        noteProblem = Bindings.createStringBinding(this::describeNote, note);
        canPost = Bindings.createBooleanBinding(
                () -> preview.get() != null
                        && !preview.get().lacksTokens()
                        && reason.get() != null
                        && !note.get().isBlank()
                        && noteProblem.get().isEmpty()
                        && write.isReady()
                        && approval.write.isReady(),
                new Observable[] {
                    preview, reason, note, noteProblem, write.stateProperty(), approval.write.stateProperty()
                });
        ending.addListener((value, old, now) -> offer());
        charge.addListener((value, old, now) -> offer());
        terms.addListener((value, old, now) -> offer());
    }

    /// @param changed told of the listing whose boost must be read again
    void onOutcome(LongConsumer changed) {
        onOutcome = changed;
    }

    /// The listing as it is shown now. Another listing's form is another form, and what was typed into this one is
    /// kept.
    void show(BoostedListing shown) {
        BoostedListing before = listing.get();
        if (before != null && (shown == null || shown.businessId() != before.businessId())) {
            drafts.put(
                    before.businessId(), new Draft(ending.get(), days.get(), charge.get(), reason.get(), note.get()));
        }
        listing.set(shown);
        if (shown != null && (before == null || shown.businessId() != before.businessId())) {
            fill(drafts.getOrDefault(shown.businessId(), new Draft(false, "7", true, null, "")));
            write.reopen();
            approval.write.reopen();
        }
        readTerms();
        readUnused();
    }

    private void fill(Draft draft) {
        ending.set(draft.ending());
        days.set(draft.days());
        charge.set(draft.charge());
        reason.set(draft.reason());
        note.set(draft.note());
    }

    private void readTerms() {
        if (canChange()) {
            loading.runUntilAvailable(
                    () -> new Terms(
                            services.boosts().prices(), services.ledger().reasonCodes()),
                    terms::set,
                    thrown -> kit.notices().tell(kit.failures().describe(thrown)));
        }
    }

    /// What an early end would give back changes with time: it is read when it is about to be shown.
    void readUnused() {
        unused.set(null);
        if (canChange()) {
            long id = listing.get().businessId();
            foreseeing.runUntilAvailable(() -> services.boosts().unused(id), unused::set, thrown -> {});
            approval.read(listing.get().sellerId());
        }
    }

    /// A boost that is over, or is older than the token system, cannot be changed here.
    boolean canChange() {
        return listing.get() != null && listing.get().running() && listing.get().boostId() != null;
    }

    private boolean gives() {
        return ending.get() || !charge.get();
    }

    private void offer() {
        if (terms.get() == null) {
            return;
        }
        String chosen = reason.get() == null ? "" : reason.get().code();
        reasons.setAll(terms.get().reasons().stream()
                .filter(code -> gives() ? code.forGrant() : code.forTake())
                .toList());
        reason.set(reasons.stream()
                .filter(code -> code.code().equals(chosen))
                .findFirst()
                .orElse(null));
    }

    private BoostPreview foresee() {
        if (!canChange() || terms.get() == null) {
            return null;
        }
        if (ending.get()) {
            return unused.get() == null ? null : BoostPreview.end(listing.get(), unused.get());
        }
        int wanted = wantedDays();
        return wanted == 0 || listing.get().level() == 0
                ? null
                : BoostPreview.extension(listing.get(), terms.get().prices(), wanted, charge.get());
    }

    /// 0 when what was typed is no number of days.
    private int wantedDays() {
        long typed = Digits.parse(days.get()).orElse(0);
        return typed >= 1 && typed <= DAYS_MAX ? (int) typed : 0;
    }

    private String describeDays() {
        return ending.get() || wantedDays() > 0 ? "" : kit.texts().get("problem.boost_days_out_of_range");
    }

    private String describeShortage() {
        if (overLimit.get()) {
            return kit.texts().get("boosts.form.over");
        }
        BoostPreview foreseen = preview.get();
        return foreseen != null && foreseen.lacksTokens()
                ? kit.texts()
                        .get(
                                "boosts.form.short",
                                foreseen.movement().negated().count(),
                                foreseen.balanceBefore().count())
                : "";
    }

    private String describeNote() {
        int length = note.get().strip().codePointCount(0, note.get().strip().length());
        return length > NOTE_MAX ? kit.texts().get("boosts.form.note.long", Digits.grouped(length)) : "";
    }

    /// The primary button's words: its verb with what it will do.
    String verb() {
        BoostPreview foreseen = preview.get();
        if (overLimit.get()) {
            return kit.texts().get("boosts.form.ask");
        }
        if (ending.get()) {
            return foreseen == null
                    ? kit.texts().get("boosts.form.end")
                    : kit.texts()
                            .get("boosts.form.end.back", foreseen.movement().count());
        }
        int wanted = wantedDays();
        if (foreseen == null || wanted == 0) {
            return kit.texts().get("boosts.form.extend");
        }
        return charge.get()
                ? kit.texts()
                        .get(
                                "boosts.form.extend.paid",
                                wanted,
                                foreseen.movement().negated().count())
                : kit.texts().get("boosts.form.extend.free", wanted);
    }

    void post() {
        if (!canPost.get()) {
            return;
        }
        BoostedListing shown = listing.get();
        BoostReason why = new BoostReason(reason.get().code(), note.get());
        if (overLimit.get()) {
            write.reopen();
            long boostId = shown.boostId();
            approval.write.run(
                    key -> approval.ask(key, boostId, why),
                    request -> {
                        empty(shown);
                        approval.announce(request);
                    },
                    problem -> onOutcome.accept(shown.businessId()));
            return;
        }
        approval.write.reopen();
        boolean end = ending.get();
        PendingWrites.What what = new PendingWrites.What("boost", shown.businessId(), 0);
        write.run(what, work(shown, why), periods -> posted(shown, end, periods), problem -> {
            onOutcome.accept(shown.businessId());
        });
    }

    private Optional<List<ListingBoost>> outcome(String key) {
        // Days that were a gift have no entry, but a statement that may still make them is waited for.
        services.ledger().outcome(key);
        return Optional.of(services.boosts().change(key)).filter(periods -> !periods.isEmpty());
    }

    private KeyedWrite.Work<List<ListingBoost>> work(BoostedListing shown, BoostReason why) {
        if (ending.get()) {
            Tokens back = preview.get().movement();
            return key -> services.boosts().end(new BoostEnd(key, shown.boostId(), back, why));
        }
        int wanted = wantedDays();
        boolean paid = charge.get();
        return key -> List.of(services.boosts().extend(new BoostExtension(key, shown.boostId(), wanted, paid, why)));
    }

    private void empty(BoostedListing shown) {
        drafts.remove(shown.businessId());
        if (listing.get() != null && listing.get().businessId() == shown.businessId()) {
            fill(new Draft(false, "7", true, null, ""));
        }
    }

    private void posted(BoostedListing shown, boolean end, List<ListingBoost> periods) {
        empty(shown);
        new BoostNotice(kit).tell(shown, end, periods);
        onOutcome.accept(shown.businessId());
    }

    void leave() {
        loading.cancel();
        foreseeing.cancel();
    }
}
