package com.arzani.tokens.screens.wallets;

import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.ledger.LedgerEntry;
import com.arzani.tokens.ledger.WalletDirectory;
import com.arzani.tokens.ledger.WalletDirectory.WalletFilter;
import com.arzani.tokens.ledger.WalletStatement;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.KeyList;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Page;
import com.arzani.tokens.ui.SafeText;
import com.arzani.tokens.ui.Severity;
import com.arzani.tokens.ui.Target;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// The list of wallets, the chosen one beside it, and the form that changes it.
public final class WalletsViewModel {
    private static final Duration QUIET = Duration.ofMillis(200);
    private static final String FILTER = "filter";

    final StringProperty search = new SimpleStringProperty("");
    final ObjectProperty<WalletFilter> filter = new SimpleObjectProperty<>(WalletFilter.ALL);
    final KeyList<WalletRow, Long> rows;
    final WalletDetailViewModel detail;
    final AdjustmentViewModel form;

    private final Kit kit;
    private final WalletServices services;
    private final Undo undo;
    private final Channel typing;
    private final Channel finding;
    private boolean following;

    public WalletsViewModel(Kit kit, WalletServices services) {
        this.kit = kit;
        this.services = services;
        rows = new KeyList<>(kit.tasks().latest("wallets.rows"), kit.failures(), WalletRow::userId);
        typing = kit.tasks().latest("wallets.typing");
        finding = kit.tasks().latest("wallets.entry");
        detail = new WalletDetailViewModel(kit, services.explanation());
        form = new AdjustmentViewModel(kit, services);
        undo = new Undo(kit, services.ledger(), services.keys(), this::posted);
        form.onOutcome(this::posted, () -> detail.reload(this::showRow));
        detail.statementProperty().addListener((value, old, now) -> form.show(now));
        search.addListener((value, old, text) -> searchSoon());
        filter.addListener((value, old, now) -> {
            if (!following) {
                load();
            }
        });
    }

    private void searchSoon() {
        if (!following) {
            typing.runAfter(QUIET, () -> "", ready -> load(), thrown -> load());
        }
    }

    /// Reads the list anew and says in the history what it shows.
    void load() {
        String text = search.get().strip();
        WalletFilter shown = filter.get();
        WalletDirectory directory = services.directory();
        rows.load((after, rowsMax) -> page(directory, text, shown, after, rowsMax));
        remember();
    }

    private static Page<WalletRow, Long> page(
            WalletDirectory directory, String text, WalletFilter shown, Long after, int rowsMax) {
        List<WalletRow> read = (text.isEmpty()
                        ? directory.page(shown, after, rowsMax)
                        : directory.search(text, shown, after, rowsMax))
                .stream().map(WalletRow::of).toList();
        return Page.of(read, read.size() < rowsMax ? null : read.getLast().userId());
    }

    private void remember() {
        Target place = Target.of("wallets").with(Places.SEARCH, search.get().strip());
        if (filter.get() != WalletFilter.ALL) {
            place = place.with(FILTER, filter.get().name().toLowerCase(Locale.ROOT));
        }
        kit.navigator().replace(detail.userId() == 0 ? place : place.with(Places.USER, detail.userId()));
    }

    /// A wallet was chosen in the list.
    void choose(WalletRow row) {
        if (row.userId() != detail.userId()) {
            detail.show(row.userId(), shown -> {});
            remember();
        }
    }

    /// Shows what another screen, or the way back, asks for.
    void open(Target target) {
        OptionalLong user = target.number(Places.USER);
        following = true;
        search.set(target.value(Places.SEARCH)
                .orElse(user.isPresent() && target.value(FILTER).isEmpty() ? Long.toString(user.getAsLong()) : ""));
        filter.set(filterOf(target.value(FILTER).orElse("")));
        following = false;
        if (user.isPresent()) {
            detail.show(user.getAsLong(), shown -> openReversal(target.number(Places.REVERSE)));
        }
        load();
    }

    private static WalletFilter filterOf(String name) {
        for (WalletFilter known : WalletFilter.values()) {
            if (known.name().toLowerCase(Locale.ROOT).equals(name)) {
                return known;
            }
        }
        return WalletFilter.ALL;
    }

    private void openReversal(OptionalLong entryId) {
        if (entryId.isPresent()) {
            long id = entryId.getAsLong();
            finding.run(
                    () -> services.ledger().entry(id).orElseThrow(),
                    form::reverse,
                    thrown -> kit.notices().tell(kit.failures().describe(thrown)));
        }
    }

    private void posted(LedgerEntry entry) {
        WalletStatement shown = detail.statementProperty().get();
        boolean visible = shown != null && shown.userId() == entry.userId();
        announce(entry, visible ? shown.name() : "");
        if (visible) {
            detail.reload(this::showRow);
        }
    }

    private void showRow(WalletStatement shown) {
        rows.replace(WalletRow.of(shown));
    }

    private void announce(LedgerEntry entry, String name) {
        Tokens before = entry.balanceAfter().minus(entry.delta());
        String key = switch (entry.type()) {
            case REVERSAL -> "wallets.done.reversed";
            default -> entry.direction().sign() > 0 ? "wallets.done.granted" : "wallets.done.taken";
        };
        String user = Long.toString(entry.userId());
        String text = kit.texts()
                .get(
                        key,
                        entry.amount().count(),
                        name.isEmpty() ? user : SafeText.line(name),
                        user,
                        before.toString(),
                        entry.balanceAfter().toString(),
                        String.valueOf(entry.reverses()),
                        Long.toString(entry.id()));
        if (entry.reverses() == null) {
            undo.offer(entry, text);
        } else {
            Target both = Places.entry(entry.id());
            kit.notices()
                    .tell(
                            Severity.SUCCESS,
                            text,
                            kit.texts().get("wallets.done.show"),
                            () -> kit.navigator().open(both));
        }
    }

    /// Opens an entry of the shown wallet in its own screen.
    void openEntry(long entryId) {
        kit.navigator().open(Places.entry(entryId));
    }

    /// Tells how a user's balance came about.
    void explain(long userId) {
        kit.navigator().open(Places.balance(userId));
    }

    /// As [#explain], as an entry of the shown wallet left it.
    void explainAfter(long entryId) {
        kit.navigator().open(Places.balanceAfter(detail.userId(), entryId));
    }

    void openUser() {
        kit.navigator().open(Places.user(detail.userId()));
    }

    void openEntries() {
        kit.navigator().open(Places.transactionsOf(detail.userId()));
    }

    /// Whether the operator may save a customer's proof file.
    boolean offersProof() {
        return services.role() == OperatorRole.FINANCE || services.role() == OperatorRole.ADMIN;
    }

    void openProof() {
        kit.navigator().open(Places.proofOf(detail.userId()));
    }

    void refresh() {
        detail.reload(shown -> {});
    }

    /// Reads what the form offers; called when the screen enters the window.
    void activate() {
        form.loadReasons();
    }

    /// Stops reading; a write goes on, and so does finding out about one.
    void deactivate() {
        typing.cancel();
        finding.cancel();
    }
}
