package com.arzani.tokens.screens.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.access.NewOperator;
import com.arzani.tokens.access.Operators;
import com.arzani.tokens.access.OwnAccess;
import com.arzani.tokens.access.Passwords;
import com.arzani.tokens.database.Credentials;
import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.DatabaseOptions;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.ui.Screen;
import com.arzani.tokens.ui.ScreenTest;
import com.arzani.tokens.ui.Target;
import com.arzani.tokens.ui.TestKit;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.application.Platform;
import org.junit.jupiter.api.Test;

/// The cover over an idle console and the new password, against the real server.
@PostgresTest
class LockScreenTest extends ScreenTest {
    private final TestDatabase database;
    private final TestKit test = TestKit.threaded();
    private final AtomicInteger unlocked = new AtomicInteger();
    private final AtomicInteger left = new AtomicInteger();

    LockScreenTest(TestDatabase database) {
        this.database = database;
    }

    private void lock(Credentials who, boolean byClick) {
        DatabaseOptions options = DatabaseOptions.console(Clock.systemUTC(), Platform::isFxApplicationThread);
        LockViewModel model = new LockViewModel(
                test.kit(),
                new LockViewModel.Cover(
                        who.login(),
                        byClick,
                        typed -> Database.confirm(
                                database.profile(), byClick ? who : new Credentials(who.login(), typed), options),
                        unlocked::incrementAndGet,
                        left::incrementAndGet));
        show(
                test.kit(),
                Screen.of("signin-lock", LockController.class, () -> new LockController(test.kit(), model)),
                Target.of("signin-lock"));
    }

    @Test
    void aWrongPasswordLeavesTheCoverAndClearsTheField() {
        lock(database.login(OperatorRole.SUPPORT), false);
        assertThat(isDisabled("#unlock")).isTrue();
        type("#password", "wrong");
        fire("#unlock");
        await("the refusal", () -> find("#banner").isVisible());
        assertThat(text("#password")).isEmpty();
        assertThat(unlocked.get()).isZero();
        picture("locked");
    }

    @Test
    void theRightPasswordTakesTheCoverAway() {
        Credentials who = database.login(OperatorRole.SUPPORT);
        lock(who, false);
        type("#password", new String(who.password()));
        fire("#unlock");
        await("unlocked", () -> unlocked.get() == 1);
    }

    @Test
    void aDemonstrationOperatorComesBackByOneClickOrSignsOut() {
        lock(database.login(OperatorRole.FINANCE), true);
        assertThat(fx(() -> find("#passwordField").isVisible())).isFalse();
        fire("#unlock");
        await("unlocked", () -> unlocked.get() == 1);
        fire("#signOut");
        assertThat(left.get()).isEqualTo(1);
    }

    @Test
    void f26_aDisabledOperatorDoesNotComeBack() {
        database.sql().execute("UPDATE operators SET state = 'disabled'");
        Operators admin = administrator();
        String login = "pat." + UUID.randomUUID().toString().substring(0, 8);
        char[] password = new Passwords().next().toCharArray();
        admin.create(new NewOperator(login, "Pat", OperatorRole.SUPPORT), password, "joins");
        lock(new Credentials(login, password), false);
        admin.disable(login, "left");
        type("#password", new String(password));
        fire("#unlock");
        await("the refusal", () -> find("#banner").isVisible());
        assertThat(unlocked.get()).isZero();
    }

    @Test
    void aNewPasswordIsLongEnoughAndTypedTwiceAlike() {
        database.sql().execute("UPDATE operators SET state = 'disabled'");
        String login = "kim." + UUID.randomUUID().toString().substring(0, 8);
        char[] first = new Passwords().next().toCharArray();
        administrator().create(new NewOperator(login, "Kim", OperatorRole.PRODUCT), first, "joins");
        OwnAccess own = new OwnAccess(database.open(new Credentials(login, first)));
        assertThat(own.signedIn()).isTrue();
        NewPasswordViewModel model = new NewPasswordViewModel(test.kit(), own, unlocked::incrementAndGet);
        show(
                test.kit(),
                Screen.of(
                        "signin-password",
                        NewPasswordController.class,
                        () -> new NewPasswordController(test.kit(), model, left::incrementAndGet)),
                Target.of("signin-password"));

        type("#password", "short");
        type("#again", "short");
        assertThat(isDisabled("#save")).isTrue();
        type("#password", "long enough for us");
        assertThat(isDisabled("#save")).isTrue();
        type("#again", "long enough for us");
        picture("new-password");
        fire("#save");
        await("saved", () -> unlocked.get() == 1);
        database.open(new Credentials(login, "long enough for us".toCharArray()))
                .close();
        assertThat(own.signedIn()).isFalse();
    }

    @Test
    void theLockTimeIsASettingAndNonsenseCountsAsTheUsual() {
        OwnAccess own = new OwnAccess(database.openAs(OperatorRole.PRODUCT));
        assertThat(own.lockAfter()).isEqualTo(Duration.ofMinutes(15));
        database.sql()
                .execute("INSERT INTO settings (name, version, value) VALUES ('CONSOLE_LOCK_MINUTES', 2, 'soon')");
        assertThat(own.lockAfter()).isEqualTo(Duration.ofMinutes(15));
        database.sql().execute("INSERT INTO settings (name, version, value) VALUES ('CONSOLE_LOCK_MINUTES', 3, '0')");
        assertThat(own.lockAfter()).isZero();
    }

    private Operators administrator() {
        Database opened = database.open(database.newLogin(OperatorRole.ADMIN));
        new OwnAccess(opened).signedIn();
        return new Operators(opened);
    }
}
