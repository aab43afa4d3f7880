package com.arzani.tokens.screens.explain;

import com.arzani.tokens.ledger.BalanceExplainer;
import com.arzani.tokens.ledger.BalanceExplanation;
import com.arzani.tokens.ledger.LotThen;
import com.arzani.tokens.ledger.LotUse;
import com.arzani.tokens.ledger.Moment;
import com.arzani.tokens.money.Digits;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Failure;
import com.arzani.tokens.ui.KeyList;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Page;
import com.arzani.tokens.ui.Severity;
import com.arzani.tokens.ui.Target;
import com.arzani.tokens.ui.Texts;
import com.arzani.tokens.ui.Waterfall;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// One wallet at one moment: its steps, its lots, and the paragraph for the customer; or one entry of it.
public final class ExplainViewModel {
    final StringProperty user = new SimpleStringProperty("");
    final StringProperty moment = new SimpleStringProperty("");
    final StringProperty userProblem = new SimpleStringProperty("");
    final StringProperty momentProblem = new SimpleStringProperty("");
    final KeyList<LotRow, Long> lots;
    final KeyList<UseRow, Long> uses;
    private final ChargeViewModel charge;

    private final Kit kit;
    private final BalanceExplainer balances;
    private final StepWords words;
    private final Channel reading;
    private final ReadOnlyObjectWrapper<BalanceExplanation> shown = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<LotRow> lot = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Failure> failure = new ReadOnlyObjectWrapper<>();

    public ExplainViewModel(Kit kit, ExplainServices services) {
        this.kit = kit;
        balances = services.balances();
        words = new StepWords(kit.texts());
        reading = kit.tasks().latest("explain.balance");
        lots = new KeyList<>(kit.tasks().latest("explain.lots"), kit.failures(), LotRow::id);
        uses = new KeyList<>(kit.tasks().latest("explain.uses"), kit.failures(), UseRow::id);
        charge = new ChargeViewModel(kit, services.charges());
        user.addListener((value, old, now) -> userProblem.set(""));
        moment.addListener((value, old, now) -> momentProblem.set(""));
    }

    /// Explains what the two fields name, or says what is wrong with them.
    void explainTyped() {
        OptionalLong id = Digits.parse(user.get());
        Optional<Moment> at = MomentInput.read(moment.get());
        userProblem.set(id.isPresent() ? "" : kit.texts().get("explain.user.wrong"));
        boolean future =
                at.isPresent() && at.get().at() != null && at.get().at().isAfter(endOfToday());
        momentProblem.set(
                at.isEmpty()
                        ? kit.texts().get("explain.moment.wrong")
                        : future ? kit.texts().get("explain.moment.future") : "");
        if (id.isPresent() && at.isPresent() && !future) {
            charge.close();
            explain(id.getAsLong(), at.get());
        }
    }

    /// Today's end may be asked for: it is what is known of today.
    private Instant endOfToday() {
        return kit.clock().instant().plus(java.time.Duration.ofDays(1)).truncatedTo(java.time.temporal.ChronoUnit.DAYS);
    }

    void explainNow() {
        moment.set("");
        explainTyped();
    }

    private void explain(long userId, Moment at) {
        BalanceExplainer from = balances;
        kit.navigator().replace(place(userId, at));
        reading.runUntilAvailable(
                () -> from.explain(userId, at),
                this::apply,
                thrown -> failure.set(kit.failures().describe(thrown)));
    }

    private static Target place(long userId, Moment at) {
        return Places.balance(userId).with(Places.AT, at.at()).with(Places.ENTRY, at.entryId());
    }

    private void apply(BalanceExplanation read) {
        failure.set(null);
        lot.set(null);
        shown.set(read);
        BalanceExplainer from = balances;
        Texts texts = kit.texts();
        lots.load((after, rowsMax) -> lotPage(from.lots(read, after, rowsMax), rowsMax, texts));
    }

    private static Page<LotRow, Long> lotPage(List<LotThen> read, int rowsMax, Texts texts) {
        List<LotRow> rows = read.stream().map(then -> LotRow.of(then, texts)).toList();
        return Page.of(rows, rows.size() < rowsMax ? null : rows.getLast().id());
    }

    /// A lot was chosen: lists what it was used for.
    void choose(LotRow row) {
        if (row == null || row.equals(lot.get())) {
            return;
        }
        lot.set(row);
        BalanceExplanation of = shown.get();
        BalanceExplainer from = balances;
        Texts texts = kit.texts();
        long id = row.id();
        uses.load((after, rowsMax) -> usePage(from.uses(of, id, after, rowsMax), rowsMax, texts));
    }

    private static Page<UseRow, Long> usePage(List<LotUse> read, int rowsMax, Texts texts) {
        List<UseRow> rows = read.stream().map(use -> UseRow.of(use, texts)).toList();
        return Page.of(rows, rows.size() < rowsMax ? null : rows.getLast().id());
    }

    /// Shows what another screen, or the way back, asks for.
    void open(Target target) {
        OptionalLong entry = target.number(Places.CHARGE);
        if (entry.isPresent()) {
            charge.show(entry.getAsLong());
            return;
        }
        charge.close();
        OptionalLong id = target.number(Places.USER);
        if (id.isEmpty()) {
            return;
        }
        Moment at = target.number(Places.ENTRY).isPresent()
                ? Moment.after(target.number(Places.ENTRY).getAsLong())
                : target.value(Places.AT).flatMap(MomentInput::read).orElse(Moment.NOW);
        user.set(Long.toString(id.getAsLong()));
        moment.set(MomentInput.write(at));
        explain(id.getAsLong(), at);
    }

    void refresh() {
        BalanceExplanation old = shown.get();
        if (charge.shownProperty().get() != null) {
            charge.refresh();
        } else if (old != null) {
            explain(old.userId(), old.moment());
        }
    }

    List<Waterfall.Step> steps() {
        return words.steps(shown.get());
    }

    String letter() {
        return new CustomerLetter(kit.texts()).tell(shown.get(), kit.clock().instant());
    }

    /// Which moment is shown, in words.
    String as() {
        BalanceExplanation read = shown.get();
        Dates dates = new Dates(kit.texts());
        if (read.moment().entryId() != null) {
            return kit.texts()
                    .get(
                            "explain.as.entry",
                            read.moment().entryId().toString(),
                            dates.minute(read.state().last()));
        }
        return read.moment().isNow()
                ? kit.texts().get("explain.as.now")
                : kit.texts().get("explain.as.at", dates.minute(read.moment().at()));
    }

    String sum() {
        BalanceExplanation read = shown.get();
        return read.addsUp()
                ? kit.texts()
                        .get(
                                "explain.adds_up",
                                read.open().count(),
                                read.balance().toString())
                : kit.texts()
                        .get(
                                "explain.differs",
                                read.sumOfFlows().toString(),
                                read.open().sum().toString(),
                                read.balance().toString());
    }

    void copyLetter() {
        kit.desktop().copy(letter());
        kit.notices().tell(Severity.INFO, kit.texts().get("explain.letter.copied"));
    }

    /// The entries behind a step.
    void openStep(Waterfall.Step step) {
        Target all = Places.transactionsOf(shown.get().userId());
        if (step.source() instanceof com.arzani.tokens.ledger.Flow flow) {
            String type = switch (flow.sort()) {
                case BOUGHT -> "purchase";
                case BONUS -> "bonus";
                case SPENT -> "consumption";
                case EXPIRED -> "expiry";
                case REFUNDED -> "refund";
                case HELD -> "dispute";
                case GRANTED, TAKEN -> "adjustment";
                case TAKEN_BACK -> "reversal";
                case GIVEN_BACK -> "reversal,dispute";
            };
            all = all.with("type", type)
                    .with("direction", flow.tokens().count() < 0 ? "out" : "in")
                    .with("action", flow.action());
        }
        kit.navigator().open(all);
    }

    void openEntry(long id) {
        kit.navigator().open(Places.entry(id));
    }

    void openCharge(long id) {
        kit.navigator().open(Places.charge(id));
    }

    void openUser() {
        kit.navigator().open(Places.user(shown.get().userId()));
    }

    void openWallet() {
        kit.navigator().open(Places.wallet(shown.get().userId()));
    }

    void openEntries() {
        kit.navigator().open(Places.transactionsOf(shown.get().userId()));
    }

    void leave() {
        reading.cancel();
    }

    /// One entry of it, explained in the same place.
    public ChargeViewModel charge() {
        return charge;
    }

    /// Null before one was asked for.
    ReadOnlyObjectProperty<BalanceExplanation> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    /// The lot whose uses are listed; null for none.
    ReadOnlyObjectProperty<LotRow> lotProperty() {
        return lot.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Failure> failureProperty() {
        return failure.getReadOnlyProperty();
    }
}
