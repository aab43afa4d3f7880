package com.arzani.tokens.app;

import com.arzani.tokens.app.screens.ConsoleSession;
import com.arzani.tokens.app.screens.ScreenModule;
import com.arzani.tokens.database.Operator;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.reconciliation.ReconciliationSchedule;
import com.arzani.tokens.screens.shell.NoticesController;
import com.arzani.tokens.screens.shell.PaletteController;
import com.arzani.tokens.screens.shell.PaletteViewModel;
import com.arzani.tokens.screens.shell.ShellController;
import com.arzani.tokens.screens.shell.ShellParts;
import com.arzani.tokens.screens.shell.ShellViewModel;
import com.arzani.tokens.screens.shell.StatusBarController;
import com.arzani.tokens.screens.signin.Entrance;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Link;
import com.arzani.tokens.ui.LoadedScreen;
import com.arzani.tokens.ui.NavigationHistory;
import com.arzani.tokens.ui.Screen;
import com.arzani.tokens.ui.ScreenLoader;
import com.arzani.tokens.ui.Target;
import com.arzani.tokens.ui.Theme;
import com.arzani.tokens.ui.Watch;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.ObjectProperty;
import javafx.scene.Parent;

/// One operator's time in the console, from sign-in to sign-out.
final class SignedIn implements AutoCloseable {
    private final ConsoleSession session;
    private final List<ScreenModule> modules;
    private final NavigationHistory history;
    private final Link link;
    private final DatabasePulse pulse;
    private final Closing listening = new Closing();
    private final Runnable leave;
    private ShellController shell;

    /// @param leave closes the operator's database
    SignedIn(
            ConsoleSession session,
            Entrance.Place place,
            List<ScreenModule> modules,
            NavigationHistory history,
            Runnable leave) {
        this.leave = leave;
        this.session = session;
        this.modules = modules;
        this.history = history;
        this.link = new Link(place.title());
        this.pulse = new DatabasePulse(session.database(), session.kit().tasks(), link, this::ended);
        session.reconciliation().ifPresent(schedule -> listening.add(reconciliation(schedule)));
    }

    /// Makes the window's content.
    Parent shell(ScreenLoader loader, ObjectProperty<Theme> theme, Runnable signOut, Runnable changePassword) {
        Kit kit = session.kit();
        Operator operator = session.database().operator();
        String role = kit.texts().get("signin.role." + operator.role().name().toLowerCase(Locale.ROOT));
        ShellParts parts = new ShellParts(
                kit,
                history,
                modules.stream().map(ScreenModule::screen).toList(),
                modules.stream().flatMap(module -> module.finders().stream()).toList(),
                session.activities(),
                link,
                new ShellParts.Person(operator.login(), role, signOut, changePassword));
        ShellViewModel model = new ShellViewModel(parts, theme);
        PaletteViewModel palette = new PaletteViewModel(parts);
        LoadedScreen<ShellController> loaded = loader.load(
                "/fxml/shell.fxml",
                new Screen.Made<>(ShellController.class, () -> new ShellController(model, palette, loader)),
                new Screen.Made<>(PaletteController.class, () -> new PaletteController(kit, palette)),
                new Screen.Made<>(StatusBarController.class, () -> new StatusBarController(model)),
                new Screen.Made<>(NoticesController.class, () -> new NoticesController(model)));
        shell = loaded.controller();
        return loaded.root();
    }

    /// Opens the first screen and begins to watch the database.
    void begin() {
        if (!modules.isEmpty()) {
            history.open(Target.of(modules.getFirst().screen().name()));
        }
        pulse.begin();
        watches().forEach(Watch::begin);
    }

    private List<Watch> watches() {
        return modules.stream().flatMap(module -> module.watches().stream()).toList();
    }

    private ReconciliationActivity reconciliation(ReconciliationSchedule schedule) {
        boolean mayLook = session.database().operator().role() != OperatorRole.PRODUCT;
        return new ReconciliationActivity(session.kit(), session.activities(), schedule, mayLook);
    }

    private void ended(Throwable ended) {
        session.kit().notices().tell(session.kit().failures().describe(ended));
    }

    Kit kit() {
        return session.kit();
    }

    List<ScreenModule> modules() {
        return modules;
    }

    /// Closing the pool may wait for the server, so it happens off the FX thread.
    @Override
    public void close() {
        pulse.close();
        watches().forEach(Watch::close);
        listening.close();
        if (shell != null) {
            shell.close();
        }
        Thread.ofVirtual().name("sign-out").start(leave);
    }
}
