package com.arzani.tokens.screens.operators;

import com.arzani.tokens.access.NewOperator;
import com.arzani.tokens.access.Operators;
import com.arzani.tokens.access.Passwords;
import com.arzani.tokens.access.RoleRequest;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Failure;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Severity;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// Makes an operator, changes one, or answers a waiting role: whatever was chosen last. Repeating a change is harmless,
/// so
/// no
/// operation key is needed: a second creation is refused as existing.
public final class OperatorFormViewModel {
    private static final int REASON_MAX = 2000;

    /// What the form is about.
    enum Mode {
        NEW,
        OPERATOR,
        OWN,
        REQUEST
    }

    final ObjectProperty<Mode> mode = new SimpleObjectProperty<>(Mode.NEW);
    final StringProperty login = new SimpleStringProperty("");
    final StringProperty name = new SimpleStringProperty("");
    final ObjectProperty<RoleWords> role = new SimpleObjectProperty<>();
    final List<RoleWords> roles;
    final StringProperty reason = new SimpleStringProperty("");
    final ObjectProperty<OperatorRow> operator = new SimpleObjectProperty<>();
    final ObjectProperty<RoleRequest> request = new SimpleObjectProperty<>();
    final ObjectProperty<Failure> failure = new SimpleObjectProperty<>();
    final StringBinding reasonProblem;
    final BooleanBinding ready;

    private final Kit kit;
    private final Operators operators;
    private final Passwords passwords;
    private final Channel writing;
    private final ReadOnlyStringWrapper password = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper passwordOf = new ReadOnlyStringWrapper("");
    private Runnable onDone = () -> {};

    public OperatorFormViewModel(Kit kit, Operators operators, Passwords passwords) {
        this.kit = kit;
        this.operators = operators;
        this.passwords = passwords;
        roles = RoleWords.all(kit.texts());
        writing = kit.tasks().oneAtATime("operators.change");
        reasonProblem = Bindings.createStringBinding(
                () -> reason.get().length() > REASON_MAX ? kit.texts().get("operators.form.reason.long") : "", reason);
        ready = Bindings.createBooleanBinding(
                () -> !writing.isBusy()
                        && !reason.get().isBlank()
                        && reason.get().length() <= REASON_MAX,
                writing.busyProperty(),
                reason);
    }

    void onDone(Runnable action) {
        onDone = action;
    }

    /// What the shown operator did.
    void openAudit() {
        kit.navigator().open(Places.auditBy(operator.get().login()));
    }

    void showNew() {
        begin(Mode.NEW);
        login.set("");
        name.set("");
        choose(OperatorRole.SUPPORT);
    }

    /// The same operator read again keeps what was typed.
    void show(OperatorRow row) {
        Mode wanted = row.login().equals(operators.login()) ? Mode.OWN : Mode.OPERATOR;
        if (mode.get() == wanted
                && operator.get() != null
                && operator.get().login().equals(row.login())) {
            operator.set(row);
            return;
        }
        begin(wanted);
        operator.set(row);
        choose(row.account().role().orElse(null));
    }

    void show(RoleRequest waiting) {
        if (mode.get() == Mode.REQUEST && waiting.equals(request.get())) {
            return;
        }
        request.set(waiting);
        begin(Mode.REQUEST);
        choose(waiting.role());
    }

    private void begin(Mode next) {
        mode.set(next);
        failure.set(null);
        reason.set("");
    }

    private void choose(OperatorRole wanted) {
        role.set(roles.stream().filter(one -> one.role() == wanted).findFirst().orElse(null));
    }

    boolean ownRequest() {
        return request.get() != null && request.get().requestedBy().equals(operators.login());
    }

    void create() {
        String made = passwords.next();
        NewOperator person = new NewOperator(
                login.get().strip(), name.get().strip(), role.get().role());
        String why = reason.get();
        run("create", person.login(), made, () -> operators.create(person, made.toCharArray(), why));
    }

    void setRole() {
        String who = operator.get().login();
        OperatorRole wanted = role.get().role();
        String why = reason.get();
        run("set_role", who, "", () -> operators.setRole(who, wanted, why));
    }

    void reset() {
        String who = operator.get().login();
        String made = passwords.next();
        String why = reason.get();
        run("reset", who, made, () -> operators.resetPassword(who, made.toCharArray(), why));
    }

    void disable() {
        String who = operator.get().login();
        String why = reason.get();
        run("disable", who, "", () -> operators.disable(who, why));
    }

    void enable() {
        String who = operator.get().login();
        String why = reason.get();
        run("enable", who, "", () -> operators.enable(who, why));
    }

    void decide(boolean approve) {
        RoleRequest one = request.get();
        String why = reason.get();
        run(approve ? "approve" : "reject", one.login(), "", () -> operators.decide(one.id(), approve, why));
    }

    private void run(String what, String who, String made, Runnable work) {
        failure.set(null);
        writing.run(
                () -> {
                    work.run();
                    return what;
                },
                done -> {
                    reason.set("");
                    if (mode.get() == Mode.NEW || mode.get() == Mode.REQUEST) {
                        showNew();
                    }
                    if (!made.isEmpty()) {
                        passwordOf.set(who);
                        password.set(made);
                    }
                    kit.notices().tell(Severity.SUCCESS, kit.texts().get("operators.done." + what, who));
                    onDone.run();
                },
                thrown -> {
                    failure.set(kit.failures().describe(thrown));
                    onDone.run();
                });
    }

    void copyPassword() {
        kit.desktop().copy(password.get());
        kit.notices().tell(Severity.INFO, kit.texts().get("operators.password.copied"));
    }

    /// A password is shown once: what hides it forgets it.
    void hidePassword() {
        password.set("");
        passwordOf.set("");
    }

    ReadOnlyStringProperty passwordProperty() {
        return password.getReadOnlyProperty();
    }

    ReadOnlyStringProperty passwordOfProperty() {
        return passwordOf.getReadOnlyProperty();
    }
}
