package com.arzani.tokens.screens.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.Unavailable;
import com.arzani.tokens.screens.signin.Entrance.Guest;
import com.arzani.tokens.screens.signin.Entrance.Place;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.Screen;
import com.arzani.tokens.ui.ScreenTest;
import com.arzani.tokens.ui.Target;
import com.arzani.tokens.ui.TestKit;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import org.junit.jupiter.api.Test;

class SignInScreenTest extends ScreenTest {
    private static final Place DEMONSTRATION = new Place(
            "embedded",
            "Built-in database",
            List.of(new Guest("demo_support", "support", "fth-users"), new Guest("demo_admin", "admin", "fth-shield")));
    private static final Place COMPANY = new Place("company", "Company", List.of());

    private final TestKit test = TestKit.threaded();
    private final AtomicReference<String> entered = new AtomicReference<>();
    private final Door door = new Door();
    private final Screen screen = Screen.of(
            "signin",
            SignInController.class,
            () -> new SignInController(test.kit(), new SignInViewModel<>(test.kit(), door, entered::set)));

    private void open() {
        show(test.kit(), screen, Target.of("signin"));
    }

    private void openCompany() {
        open();
        ComboBox<Place> place = find("#place");
        onFx(() -> place.setValue(COMPANY));
        await("the login", () -> find("#loginBox").isVisible());
    }

    @Test
    void aWrongPasswordIsSaidAndTheTypedLoginStays() {
        openCompany();
        type("#login", "ann");
        type("#password", "wrong");
        await("ready", () -> !find("#enter").isDisabled());
        fire("#enter");
        await("the refusal", () -> find("#banner").isVisible());
        assertThat(fx(() -> find("#banner").getAccessibleText())).isEqualTo("The login or the password is wrong.");
        assertThat(text("#login")).isEqualTo("ann");
        assertThat(text("#password")).isEmpty();
        assertThat(entered.get()).isNull();
    }

    @Test
    void nobodyEntersWithoutLoginAndPassword() {
        openCompany();
        assertThat(isDisabled("#enter")).isTrue();
        type("#login", "ann");
        assertThat(isDisabled("#enter")).isTrue();
        type("#password", "right");
        await("ready", () -> !find("#enter").isDisabled());
        fire("#enter");
        await("entered", () -> entered.get() != null);
        assertThat(entered.get()).isEqualTo("ann");
    }

    @Test
    void aGuestEntersByOneClickOnceTheDatabaseIsReady() {
        door.hold = new CountDownLatch(1);
        open();
        await(
                "progress",
                () -> find("#waiting").isVisible()
                        && this.<Label>find("#step").getText().equals("Loading 40 %"));
        assertThat(isDisabled("#guest-support")).isTrue();
        picture("sign-in-waiting");
        door.hold.countDown();
        await("ready", () -> !find("#guest-support").isDisabled());
        fire("#guest-support");
        await("entered", () -> entered.get() != null);
        assertThat(entered.get()).isEqualTo("demo_support");
    }

    @Test
    void aDatabaseThatDoesNotStartIsSaidInASentenceAndCanBeTriedAgain() {
        door.broken = true;
        open();
        await("the failure", () -> find("#banner").isVisible());
        assertThat(fx(() -> find("#banner").getAccessibleText()))
                .isEqualTo("The console's own database did not start. Its log is in /data/log.");
        assertThat(isDisabled("#guest-support")).isTrue();
        picture("sign-in-failed");
        door.broken = false;
        fire("#banner .button.try-again");
        await("ready", () -> !find("#guest-support").isDisabled());
        assertThat(fx(() -> find("#banner").isVisible())).isFalse();
    }

    /// Two places, one password.
    private static final class Door implements Entrance<String> {
        private volatile boolean broken;
        private volatile CountDownLatch hold = new CountDownLatch(0);

        @Override
        public List<Place> places() {
            return List.of(DEMONSTRATION, COMPANY);
        }

        @Override
        public List<String> warnings() {
            return List.of();
        }

        @Override
        public void prepare(Place place, Channel.Progress progress) {
            if (broken) {
                throw new Unavailable("server_did_not_start", "/data/log");
            }
            progress.report(0.4, "Loading 40 %");
            try {
                hold.await();
            } catch (InterruptedException interrupted) {
                throw new Unavailable(interrupted, "cancelled");
            }
        }

        @Override
        public String enterAs(Place place, Guest guest) {
            return guest.login();
        }

        @Override
        public String enter(Place place, String login, char[] password) {
            if (!new String(password).equals("right")) {
                throw new Rejected("wrong_password");
            }
            return login;
        }
    }
}
