package com.arzani.tokens.screens.wallets;

import com.arzani.tokens.approval.ApprovalRequest;
import com.arzani.tokens.approval.LimitHit;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.ledger.Adjustment;
import com.arzani.tokens.ledger.Direction;
import com.arzani.tokens.ledger.LedgerEntry;
import com.arzani.tokens.ledger.LedgerService;
import com.arzani.tokens.ledger.PostingPreview;
import com.arzani.tokens.ledger.ReasonCode;
import com.arzani.tokens.ledger.Reversal;
import com.arzani.tokens.ledger.WalletStatement;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.problem.TokenProblem;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Failure;
import com.arzani.tokens.ui.KeyedWrite;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.PendingWrites;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
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

/// The form that grants, takes or reverses, with its preview. It posts on the wallet that is shown and on no other
/// (F4).
final class AdjustmentViewModel {
    final ObjectProperty<Mode> mode = new SimpleObjectProperty<>(Mode.GRANT);
    final StringProperty amount = new SimpleStringProperty("");
    final ObjectProperty<ReasonCode> reason = new SimpleObjectProperty<>();
    final StringProperty note = new SimpleStringProperty("");
    final ObjectProperty<LedgerEntry> reversed = new SimpleObjectProperty<>();
    final ObservableList<ReasonCode> reasons = FXCollections.observableArrayList();
    final KeyedWrite<LedgerEntry> write;
    final OverLimitViewModel over;
    final ObjectBinding<LimitHit> limitHit;
    final ObjectBinding<Failure> failure;
    final ObjectBinding<PostingPreview> preview;
    final StringBinding amountProblem;
    final StringBinding noteProblem;
    final BooleanBinding canPost;

    private final Kit kit;
    private final LedgerService ledger;
    private final OperatorRole role;
    private final Channel loading;
    private final ObjectProperty<WalletStatement> wallet = new SimpleObjectProperty<>();
    private final BooleanProperty mustLook = new SimpleBooleanProperty(false);
    private final Map<Long, Draft> drafts = new HashMap<>();
    private List<ReasonCode> allReasons = List.of();
    private Consumer<LedgerEntry> onPosted = entry -> {};
    private Runnable onRefused = () -> {};

    /// What the form does.
    enum Mode {
        GRANT,
        TAKE,
        REVERSE
    }

    private record Draft(Mode mode, String amount, ReasonCode reason, String note, LedgerEntry reversed) {}

    AdjustmentViewModel(Kit kit, WalletServices services) {
        this.kit = kit;
        this.ledger = services.ledger();
        this.role = services.role();
        Supplier<String> keys = services.keys();
        loading = kit.tasks().latest("wallets.reasons");
        write = new KeyedWrite<>(
                kit, "wallets.post", keys, key -> ledger.outcome(key).stream().findFirst());
        over = new OverLimitViewModel(kit, services.second(), keys);
        limitHit = Bindings.createObjectBinding(this::passes, over.limitsProperty(), mode, amount, reversed);
        failure = Bindings.createObjectBinding(
                () -> over.write.failureProperty().get() == null
                        ? write.failureProperty().get()
                        : over.write.failureProperty().get(),
                write.failureProperty(),
                over.write.failureProperty());
        preview = Bindings.createObjectBinding(this::foresee, wallet, mode, amount, reversed);
        amountProblem = Bindings.createStringBinding(this::describeAmount, mode, amount, preview);
        noteProblem = Bindings.createStringBinding(() -> AmountInput.noteProblem(note.get(), kit.texts()), note);
        canPost = Bindings.createBooleanBinding(
                () -> preview.get() != null
                        && preview.get().missing().count() == 0
                        && reason.get() != null
                        && AmountInput.noteFits(note.get())
                        && !mustLook.get()
                        && write.isReady()
                        && over.write.isReady(),
                new Observable[] {preview, reason, note, mustLook, write.stateProperty(), over.write.stateProperty()});
        mode.addListener((value, old, now) -> offerReasons());
    }

    /// @param posted  told of every entry this form posted
    /// @param refused told when the wallet must be read again
    void onOutcome(Consumer<LedgerEntry> posted, Runnable refused) {
        onPosted = posted;
        onRefused = refused;
    }

    /// Reads the managed list of reasons.
    void loadReasons() {
        loading.runUntilAvailable(
                ledger::reasonCodes,
                codes -> {
                    allReasons = codes;
                    offerReasons();
                },
                thrown -> kit.notices().tell(kit.failures().describe(thrown)));
    }

    private void offerReasons() {
        Mode now = mode.get();
        List<ReasonCode> fitting = allReasons.stream()
                .filter(code -> now != Mode.TAKE && code.forGrant() || now != Mode.GRANT && code.forTake())
                .toList();
        String chosen = reason.get() == null ? "" : reason.get().code();
        reasons.setAll(fitting);
        reason.set(fitting.stream()
                .filter(code -> code.code().equals(chosen))
                .findFirst()
                .orElse(null));
    }

    /// The wallet as it is shown now; another user's form is another form, and what was typed into this one is kept.
    void show(WalletStatement shown) {
        WalletStatement before = wallet.get();
        boolean other = before == null || shown == null || before.userId() != shown.userId();
        if (other && before != null) {
            drafts.put(before.userId(), new Draft(mode.get(), amount.get(), reason.get(), note.get(), reversed.get()));
        }
        mustLook.set(false);
        wallet.set(shown);
        if (other && shown != null) {
            fill(drafts.getOrDefault(shown.userId(), new Draft(Mode.GRANT, "", null, "", null)));
            write.reopen();
            over.write.reopen();
        }
        if (shown != null) {
            over.read(shown.userId());
        }
    }

    private void fill(Draft draft) {
        reversed.set(draft.reversed());
        mode.set(draft.mode());
        amount.set(draft.amount());
        reason.set(draft.reason());
        note.set(draft.note());
    }

    /// Turns the form to reversing an entry of the shown wallet.
    void reverse(LedgerEntry entry) {
        reversed.set(entry);
        mode.set(Mode.REVERSE);
    }

    void cancelReversal() {
        mode.set(Mode.GRANT);
        reversed.set(null);
    }

    boolean canReverse(EntryRow row) {
        return row != null && !row.reversed() && row.entry().reversibleBy(role);
    }

    private PostingPreview foresee() {
        WalletStatement shown = wallet.get();
        if (shown == null) {
            return null;
        }
        if (mode.get() == Mode.REVERSE) {
            return reversed.get() == null
                    ? null
                    : PostingPreview.reversal(shown, reversed.get(), kit.clock().instant());
        }
        Optional<Tokens> tokens = AmountInput.tokens(amount.get());
        if (tokens.isEmpty()) {
            return null;
        }
        return mode.get() == Mode.GRANT
                ? PostingPreview.grant(shown, tokens.get(), kit.clock().instant())
                : PostingPreview.take(shown, tokens.get(), kit.clock().instant());
    }

    private String describeAmount() {
        PostingPreview foreseen = preview.get();
        boolean reversing = mode.get() == Mode.REVERSE;
        if (foreseen != null && foreseen.missing().count() > 0) {
            return kit.texts()
                    .get(
                            reversing ? "wallets.form.lot.missing" : "wallets.form.amount.missing",
                            foreseen.missing().toString());
        }
        return reversing ? "" : AmountInput.amountProblem(amount.get(), kit.texts());
    }

    private LimitHit passes() {
        Tokens moved = mode.get() != Mode.REVERSE
                ? AmountInput.tokens(amount.get()).orElse(Tokens.ZERO)
                : reversed.get() == null ? Tokens.ZERO : reversed.get().amount();
        return over.hit(moved, mode.get() == Mode.REVERSE ? reversed.get() : null);
    }

    /// The primary button's words: its verb with what it will do.
    String verb() {
        String name = mode.get().name().toLowerCase(Locale.ROOT);
        LedgerEntry entry = reversed.get();
        Object what = mode.get() != Mode.REVERSE ? tokens() : entry == null ? "" : Long.toString(entry.id());
        return limitHit.get() == null
                ? kit.texts().get("wallets.form.post." + name, what)
                : kit.texts().get("wallets.form.ask." + name, what);
    }

    void post() {
        if (!canPost.get()) {
            return;
        }
        WalletStatement shown = wallet.get();
        Adjustment.Reason why =
                new Adjustment.Reason(reason.get().code(), note.get().strip());
        if (limitHit.get() == null) {
            over.write.reopen();
            write.run(what(shown), work(shown, why), entry -> posted(shown.userId(), entry), this::refused);
        } else {
            write.reopen();
            PendingWrites.What asked = new PendingWrites.What(
                    "request", shown.userId(), what(shown).tokens());
            over.write.run(asked, asking(shown, why), request -> asked(shown.userId(), request), this::refused);
        }
    }

    private void refused(TokenProblem problem) {
        // Whatever the reason: what is shown may be old, so it is read again before another press.
        mustLook.set(true);
        onRefused.run();
    }

    private PendingWrites.What what(WalletStatement shown) {
        return switch (mode.get()) {
            case GRANT -> new PendingWrites.What("grant", shown.userId(), tokens());
            case TAKE -> new PendingWrites.What("take", shown.userId(), tokens());
            case REVERSE ->
                new PendingWrites.What(
                        "reversal", shown.userId(), reversed.get().amount().count());
        };
    }

    private long tokens() {
        return AmountInput.tokens(amount.get()).orElse(Tokens.ZERO).count();
    }

    private KeyedWrite.Work<LedgerEntry> work(WalletStatement shown, Adjustment.Reason why) {
        if (mode.get() == Mode.REVERSE) {
            long entryId = reversed.get().id();
            return key -> ledger.reverse(new Reversal(key, entryId, null, why));
        }
        Direction direction = direction();
        Tokens tokens = AmountInput.tokens(amount.get()).orElseThrow();
        return key -> ledger.adjust(new Adjustment(key, shown.userId(), direction, tokens, why, shown.seq()));
    }

    private KeyedWrite.Work<ApprovalRequest> asking(WalletStatement shown, Adjustment.Reason why) {
        if (mode.get() == Mode.REVERSE) {
            long entryId = reversed.get().id();
            return key -> over.request(new Reversal(key, entryId, null, why));
        }
        Direction direction = direction();
        Tokens tokens = AmountInput.tokens(amount.get()).orElseThrow();
        return key -> over.request(new Adjustment(key, shown.userId(), direction, tokens, why, shown.seq()));
    }

    private Direction direction() {
        return mode.get() == Mode.GRANT ? Direction.CREDIT : Direction.DEBIT;
    }

    private void posted(long userId, LedgerEntry entry) {
        // Until the wallet is read again, what is shown is from before the posting.
        empty(userId, true);
        onPosted.accept(entry);
    }

    private void asked(long userId, ApprovalRequest request) {
        empty(userId, false);
        over.announce(request);
    }

    private void empty(long userId, boolean moved) {
        drafts.remove(userId);
        if (wallet.get() != null && wallet.get().userId() == userId) {
            fill(new Draft(Mode.GRANT, "", null, "", null));
            mustLook.set(moved);
        }
    }
}
