package com.arzani.tokens.screens.users;

import com.arzani.tokens.market.CustomerFilter;
import com.arzani.tokens.market.FoundUser;
import com.arzani.tokens.market.MarketPage;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.FilterChip;
import com.arzani.tokens.ui.KeyList;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Page;
import com.arzani.tokens.ui.Target;
import java.time.Duration;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The search that answers as one types, and which user is open.
public final class UsersViewModel {
    static final Duration QUIET = Duration.ofMillis(150);

    final StringProperty search = new SimpleStringProperty("");
    final ObjectProperty<UserRow> selected = new SimpleObjectProperty<>();
    final KeyList<UserRow, Long> rows;
    final ObservableList<FilterChip> chips = FXCollections.observableArrayList();

    /// The user another screen asked for, to be selected once their row is read; null for none.
    final ObjectProperty<Long> wanted = new SimpleObjectProperty<>();

    private final Kit kit;
    private final UserServices services;
    private final UserDetailViewModel detail;
    private final UserWords words;
    private final Channel typing;
    private String shown;
    private UserKind kind = UserKind.NONE;

    public UsersViewModel(Kit kit, UserServices services, UserDetailViewModel detail) {
        this.kit = kit;
        this.services = services;
        this.detail = detail;
        words = new UserWords(kit.texts(), kit.times());
        rows = new KeyList<>(kit.tasks().latest("users.rows"), kit.failures(), UserRow::id);
        typing = kit.tasks().latest("users.typing");
        search.addListener((value, old, text) -> typing.runAfter(QUIET, () -> text, this::find, thrown -> {}));
        selected.addListener((value, old, row) -> {
            if (row != null) {
                open(row.id());
            }
        });
    }

    boolean seesEmails() {
        return services.users().mayReveal();
    }

    /// Shows what a target names: one user, a kind of users, a search, or everyone.
    void show(Target target) {
        long user = target.number(Places.USER).orElse(0);
        UserKind asked = UserKind.of(target);
        if (!asked.isNone()) {
            search.set("");
            find(asked);
            if (user > 0) {
                open(user);
            }
            return;
        }
        String text = target.value(Places.SEARCH).orElse(user > 0 ? Long.toString(user) : "");
        wanted.set(user > 0 ? user : null);
        search.set(text);
        if (user > 0 && text.equals(Long.toString(user))) {
            findOne(text, user);
        } else {
            find(text);
        }
        if (user > 0) {
            open(user);
        }
    }

    /// The digits of an id may stand in many names and e-mails; who opens a user wants this one.
    private void findOne(String text, long user) {
        shown = text;
        set(UserKind.NONE);
        rows.load((before, rowsMax) -> Page.of(
                services.users().summary(user).stream()
                        .map(found -> UserRow.of(found.user(), words))
                        .toList(),
                null));
    }

    /// What is typed is looked for among everyone.
    private void find(String text) {
        if (text.equals(shown)) {
            return;
        }
        shown = text;
        set(UserKind.NONE);
        replacePlace();
        rows.load((before, rowsMax) -> page(services.users().find(text, before, rowsMax)));
    }

    private void find(UserKind wantedKind) {
        shown = "";
        set(wantedKind);
        replacePlace();
        CustomerFilter filter = wantedKind.filter();
        rows.load((before, rowsMax) -> page(services.users().ofKind(filter, before, rowsMax)));
    }

    private void set(UserKind now) {
        kind = now;
        chips.setAll(now.chips(kit.texts()));
    }

    void remove(FilterChip chip) {
        UserKind rest = kind.without(chip.name());
        if (rest.isNone()) {
            everyone();
        } else {
            find(rest);
        }
    }

    void everyone() {
        shown = null;
        find(search.get());
    }

    private Page<UserRow, Long> page(MarketPage<FoundUser, Long> found) {
        return Page.of(
                found.rows().stream().map(user -> UserRow.of(user, words)).toList(), found.next());
    }

    /// Tells how a user's balance came about.
    void explain(long userId) {
        kit.navigator().open(Places.balance(userId));
    }

    private void open(long userId) {
        if (detail.userId() != userId) {
            detail.open(userId);
            replacePlace();
        }
    }

    private void replacePlace() {
        Target place = detail.userId() > 0 ? Places.user(detail.userId()) : Places.users();
        kit.navigator().replace(kind.in(place.with(Places.SEARCH, shown)));
    }

    void leave() {
        typing.cancel();
        detail.leave();
    }
}
