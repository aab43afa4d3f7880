package com.arzani.tokens.screens.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.ui.Activities;
import com.arzani.tokens.ui.Activity;
import com.arzani.tokens.ui.Link;
import com.arzani.tokens.ui.LoadedScreen;
import com.arzani.tokens.ui.NavigationHistory;
import com.arzani.tokens.ui.QuickFind;
import com.arzani.tokens.ui.Screen;
import com.arzani.tokens.ui.ScreenController;
import com.arzani.tokens.ui.ScreenLoader;
import com.arzani.tokens.ui.ScreenTest;
import com.arzani.tokens.ui.Severity;
import com.arzani.tokens.ui.Target;
import com.arzani.tokens.ui.TestKit;
import com.arzani.tokens.ui.Theme;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Pane;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShellTest extends ScreenTest {
    private final TestKit test = TestKit.threaded();
    private final NavigationHistory history = test.navigator();
    private final Activities activities = new Activities();
    private final Link link = new Link("Built-in database");
    private final List<String> events = new ArrayList<>();
    private final AtomicInteger signedOut = new AtomicInteger();
    private final SimpleObjectProperty<Theme> theme = new SimpleObjectProperty<>(Theme.LIGHT);

    @BeforeEach
    void open() {
        List<Screen> screens = List.of(screen("blank"), screen("other"));
        QuickFind finder = (text, rowsMax) -> text.equals("pi_42")
                ? List.of(new QuickFind.Hit(
                        "fth-user",
                        "Ann \u202EEvil",
                        "pi_42",
                        Target.of("other").with("user", 42),
                        true))
                : List.of();
        ShellParts parts = new ShellParts(
                test.kit(),
                history,
                screens,
                List.of(finder),
                activities,
                link,
                new ShellParts.Person("demo_admin", "Administrator", signedOut::incrementAndGet, null));
        onFx(() -> {
            ShellViewModel model = new ShellViewModel(parts, theme);
            PaletteViewModel palette = new PaletteViewModel(parts);
            ScreenLoader loader = new ScreenLoader(test.kit().texts());
            LoadedScreen<ShellController> shell = loader.load(
                    "/fxml/shell.fxml",
                    new Screen.Made<>(ShellController.class, () -> new ShellController(model, palette, loader)),
                    new Screen.Made<>(PaletteController.class, () -> new PaletteController(test.kit(), palette)),
                    new Screen.Made<>(StatusBarController.class, () -> new StatusBarController(model)),
                    new Screen.Made<>(NoticesController.class, () -> new NoticesController(model)));
            window(shell.root());
            history.open(Target.of("blank"));
        });
    }

    private Screen screen(String name) {
        return Screen.of(name, Blank.class, () -> new Blank(name, events));
    }

    private void press(KeyCode... keys) {
        robot().press(keys).release(keys);
        fx(() -> null);
    }

    @Test
    void screensAreActivatedWhenTheyEnterAndDeactivatedWhenTheyLeave() {
        fire("#nav-other");
        fire("#back");
        assertThat(events)
                .containsExactly(
                        "blank activate",
                        "blank show blank",
                        "blank deactivate",
                        "other activate",
                        "other show other",
                        "other deactivate",
                        "blank activate",
                        "blank show blank");
        ToggleButton open = find("#nav-blank");
        assertThat(open.isSelected()).isTrue();
    }

    @Test
    void theOpenScreenStaysSelectedWhenPressedAgain() {
        fire("#nav-blank");
        ToggleButton open = find("#nav-blank");
        assertThat(open.isSelected()).isTrue();
    }

    @Test
    void aPastedIdLandsOnItsRecordByEnterAlone() {
        onFx(() -> stage().requestFocus());
        press(KeyCode.CONTROL, KeyCode.K);
        await("the field", () -> find("#find").isFocused());
        type("#find", "pi_42");
        press(KeyCode.ENTER);
        await("the record", () -> history.currentProperty().get().screen().equals("other"));
        assertThat(history.currentProperty().get()).hasToString("other?user=42");
        assertThat(events).endsWith("other show other?user=42");
        assertThat(fx(() -> find("#palette").isVisible())).isFalse();
    }

    @Test
    void whatCustomersWroteIsShownSafely() {
        onFx(() -> find("#find").requestFocus());
        type("#find", "pi_42");
        ListView<PaletteHit> hits = find("#hits");
        await("the hit", () -> !hits.getItems().isEmpty());
        picture("shell-find");
        assertThat(hits.getItems().getFirst().title()).isEqualTo("Ann ‹202E›Evil");
    }

    @Test
    void nothingFoundSaysWhatToTry() {
        onFx(() -> find("#find").requestFocus());
        type("#find", "zzz");
        await("words", () -> this.<Label>find("#nothing").getText().startsWith("Nothing found"));
    }

    @Test
    void keysOpenScreensAndReadAgain() {
        onFx(() -> {
            stage().requestFocus();
            find("#nav-blank").requestFocus();
        });
        press(KeyCode.CONTROL, KeyCode.DIGIT2);
        assertThat(events).endsWith("other show other");
        press(KeyCode.F5);
        assertThat(events).endsWith("other refresh");
        press(KeyCode.ALT, KeyCode.LEFT);
        assertThat(history.currentProperty().get()).hasToString("blank");
        onFx(() -> find("#nav-blank").requestFocus());
        press(KeyCode.G);
        press(KeyCode.O);
        assertThat(history.currentProperty().get()).hasToString("other");
    }

    @Test
    void theSheetOfKeysOpensByItsButtonAndClosesByEsc() {
        fire("#keys");
        assertThat(fx(() -> find("#keySheet").isVisible())).isTrue();
        press(KeyCode.ESCAPE);
        assertThat(fx(() -> find("#keySheet").isVisible())).isFalse();
    }

    @Test
    void aNoticeOffersItsWayBackOnceAndIsKept() {
        AtomicInteger reversed = new AtomicInteger();
        onFx(() ->
                test.kit().notices().tell(Severity.SUCCESS, "Granted 5 tokens", "Reverse", reversed::incrementAndGet));
        Pane toasts = find("#toasts");
        assertThat(toasts.getChildren()).hasSize(1);
        assertThat(text("#notices")).isEqualTo("1 notice");
        picture("shell-notice");
        fire("#toasts .notice-action");
        assertThat(reversed.get()).isEqualTo(1);
        assertThat(toasts.getChildren()).isEmpty();
        onFx(() -> test.kit().notices().tell(Severity.INFO, "Read"));
        fire("#notices");
        assertThat(text("#notices")).isEqualTo("Notices");
        Pane list = find("#list");
        assertThat(list.getChildren()).hasSize(1);
    }

    @Test
    void theStatusBarTellsOfDatabaseTaskAndPerson() {
        Activity activity = new Activity("Reconciliation", "other", () -> events.add("cancelled"));
        onFx(() -> {
            link.report(Link.State.AWAY);
            activities.begin(activity);
            activity.stepProperty().set("page 3");
        });
        assertThat(text("#database")).isEqualTo("Built-in database cannot be reached, trying again");
        assertThat(text("#taskStep")).isEqualTo("page 3");
        assertThat(text("#person")).isEqualTo("demo_admin, Administrator");
        fire("#taskCancel");
        assertThat(events).endsWith("cancelled");
        onFx(() -> {
            link.report(Link.State.REACHED);
            activities.end(activity, "3 findings");
        });
        Node task = find("#task");
        assertThat(task.isVisible()).isFalse();
        assertThat(text("#lastResult")).isEqualTo("3 findings");
    }

    @Test
    void themeAndSignOut() {
        fire("#theme");
        assertThat(theme.get()).isEqualTo(Theme.DARK);
        fire("#signOut");
        assertThat(signedOut.get()).isEqualTo(1);
    }

    /// A screen that writes down what happens to it.
    public static final class Blank implements ScreenController {
        private final String name;
        private final List<String> events;

        Blank(String name, List<String> events) {
            this.name = name;
            this.events = events;
        }

        @Override
        public void activate() {
            events.add(name + " activate");
        }

        @Override
        public void deactivate() {
            events.add(name + " deactivate");
        }

        @Override
        public void show(Target target) {
            events.add(name + " show " + target);
        }

        @Override
        public void refresh() {
            events.add(name + " refresh");
        }
    }
}
