package com.arzani.tokens.app;

import com.arzani.tokens.app.screens.ConsoleSession;
import com.arzani.tokens.app.screens.ScreenModule;
import com.arzani.tokens.app.screens.ScreenModules;
import com.arzani.tokens.screens.signin.SignInController;
import com.arzani.tokens.screens.signin.SignInViewModel;
import com.arzani.tokens.ui.Desktop;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.LoadedScreen;
import com.arzani.tokens.ui.NavigationHistory;
import com.arzani.tokens.ui.Screen;
import com.arzani.tokens.ui.ScreenController;
import com.arzani.tokens.ui.ScreenLoader;
import com.arzani.tokens.ui.Theme;
import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;

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
    private SignedIn signedIn;

    public ConsoleWindow(Wiring wiring, Stage stage, Desktop desktop) {
        this.wiring = wiring;
        this.stage = stage;
        this.desktop = desktop;
        this.loader = new ScreenLoader(wiring.texts());
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

    private void enter(ConsoleEntrance.Entered entered) {
        NavigationHistory history = new NavigationHistory();
        ConsoleSession session = wiring.session(wiring.kit(history, desktop), entered);
        List<ScreenModule> modules = ScreenModules.of(session);
        signedIn = new SignedIn(
                session,
                entered.place(),
                modules,
                history,
                () -> wiring.entrance().leave(entered.database()));
        show(signedIn.shell(loader, theme, this::signOut));
        signedIn.begin();
    }

    private void signOut() {
        leave();
        showSignIn();
    }

    private void leave() {
        if (signedIn != null) {
            signedIn.close();
            signedIn = null;
        }
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
