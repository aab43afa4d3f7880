package com.arzani.tokens.app;

import com.arzani.tokens.access.OwnAccess;
import com.arzani.tokens.app.screens.ConsoleSession;
import com.arzani.tokens.app.screens.ScreenModule;
import com.arzani.tokens.app.screens.ScreenModules;
import com.arzani.tokens.database.Database;
import com.arzani.tokens.screens.signin.LockController;
import com.arzani.tokens.screens.signin.LockViewModel;
import com.arzani.tokens.screens.signin.NewPasswordController;
import com.arzani.tokens.screens.signin.NewPasswordViewModel;
import com.arzani.tokens.screens.signin.SignInController;
import com.arzani.tokens.screens.signin.SignInViewModel;
import com.arzani.tokens.ui.Desktop;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.LoadedScreen;
import com.arzani.tokens.ui.NavigationHistory;
import com.arzani.tokens.ui.Screen;
import com.arzani.tokens.ui.ScreenController;
import com.arzani.tokens.ui.ScreenLoader;
import com.arzani.tokens.ui.Severity;
import com.arzani.tokens.ui.Theme;
import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import javafx.stage.Window;

/// The window: the sign-in screen, then the shell of whoever signed in, and back. FX thread only.
public final class ConsoleWindow {
    private static final double WIDTH = 1280;
    private static final double HEIGHT = 800;
    private static final double WIDTH_MIN = 1000;
    private static final double HEIGHT_MIN = 700;

    private final Wiring wiring;
    private final Stage stage;
    private final Desktop desktop;
    private final ScreenLoader loader;
    private final Scene scene = new Scene(new StackPane(), WIDTH, HEIGHT);
    private final ObjectProperty<Theme> theme = new SimpleObjectProperty<>(Theme.LIGHT);
    private final IdleWatch idle;
    private SignedIn signedIn;
    private ConsoleEntrance.Entered entered;
    private Parent shell;

    public ConsoleWindow(Wiring wiring, Stage stage, Desktop desktop) {
        this.wiring = wiring;
        this.stage = stage;
        this.desktop = desktop;
        this.loader = new ScreenLoader(wiring.texts());
        this.idle = new IdleWatch(scene, this::lock);
        Theme.style(scene);
        theme.subscribe(Theme::apply);
        stage.setScene(scene);
        stage.setTitle(wiring.texts().get("app.window"));
        stage.setMinWidth(WIDTH_MIN);
        stage.setMinHeight(HEIGHT_MIN);
    }

    public void open() {
        showSignIn();
        stage.show();
    }

    private void showSignIn() {
        Kit kit = wiring.kit(new NavigationHistory(), desktop);
        Screen screen = Screen.of(
                "signin",
                SignInController.class,
                () -> new SignInController(kit, new SignInViewModel<>(kit, wiring.entrance(), this::enter)));
        LoadedScreen<? extends ScreenController> signIn = loader.load(screen);
        show(signIn.root());
        signIn.controller().activate();
    }

    private void enter(ConsoleEntrance.Entered who) {
        entered = who;
        if (who.mustChangePassword()) {
            askForPassword(wiring.kit(new NavigationHistory(), desktop), this::begin, this::signOut);
        } else {
            begin();
        }
    }

    private void begin() {
        NavigationHistory history = new NavigationHistory();
        UnfinishedFolder unfinished = wiring.unfinished(entered);
        ConsoleSession session = wiring.session(wiring.kit(history, desktop, unfinished), entered);
        List<ScreenModule> modules = ScreenModules.of(session);
        Database database = entered.database();
        signedIn = new SignedIn(
                session,
                entered.place(),
                modules,
                history,
                () -> wiring.entrance().leave(database));
        shell = signedIn.shell(loader, theme, this::signOut, entered.byClick() ? null : this::changePassword);
        show(shell);
        signedIn.begin();
        new UnfinishedWrites(session, unfinished).tell();
        idle.begin(entered.lockAfter());
    }

    private void changePassword() {
        Kit kit = signedIn.kit();
        Runnable saved = () -> {
            show(shell);
            kit.notices().tell(Severity.SUCCESS, kit.texts().get("signin.password.saved"));
        };
        askForPassword(kit, saved, () -> show(shell));
    }

    private void askForPassword(Kit kit, Runnable saved, Runnable leaving) {
        NewPasswordViewModel model = new NewPasswordViewModel(kit, new OwnAccess(entered.database()), saved);
        cover(Screen.of(
                "signin-password", NewPasswordController.class, () -> new NewPasswordController(kit, model, leaving)));
    }

    /// Covers the shell, which stays as it is with everything typed.
    void lock() {
        if (signedIn == null || scene.getRoot() != shell) {
            return;
        }
        closeOtherWindows();
        Kit kit = signedIn.kit();
        ConsoleEntrance.Entered who = entered;
        LockViewModel model = new LockViewModel(
                kit,
                new LockViewModel.Cover(
                        who.database().operator().login(),
                        who.byClick(),
                        password -> wiring.entrance().confirm(who, password),
                        this::unlock,
                        this::signOut));
        cover(Screen.of("signin-lock", LockController.class, () -> new LockController(kit, model)));
    }

    /// A dialog or a menu would stay in front of the cover and could still be answered. Closing a dialog answers no.
    private void closeOtherWindows() {
        List.copyOf(Window.getWindows()).stream()
                .filter(window -> window != stage)
                .forEach(Window::hide);
    }

    private void unlock() {
        show(shell);
        idle.begin(entered.lockAfter());
    }

    private void cover(Screen screen) {
        LoadedScreen<? extends ScreenController> loaded = loader.load(screen);
        show(loaded.root());
        loaded.controller().activate();
    }

    private void signOut() {
        leave();
        showSignIn();
    }

    private void leave() {
        idle.close();
        if (signedIn != null) {
            signedIn.close();
            signedIn = null;
        } else if (entered != null) {
            Database left = entered.database();
            Thread.ofVirtual().name("sign-out").start(() -> wiring.entrance().leave(left));
        }
        entered = null;
        shell = null;
    }

    private void show(Parent root) {
        scene.setRoot(root);
    }

    /// Ends the sign-in when the window closes.
    public void close() {
        leave();
    }

    public Scene scene() {
        return scene;
    }

    public ObjectProperty<Theme> theme() {
        return theme;
    }

    /// The modules of whoever is signed in; empty at the sign-in screen.
    public List<ScreenModule> modules() {
        return signedIn == null ? List.of() : signedIn.modules();
    }
}
