package com.arzani.tokens.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.app.screens.ConsoleSession;
import com.arzani.tokens.app.screens.ScreenModule;
import com.arzani.tokens.app.screens.ScreenModules;
import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.payments.StripeGateway;
import com.arzani.tokens.payments.checkout.Checkout;
import com.arzani.tokens.payments.checkout.ReturnPages;
import com.arzani.tokens.payments.simulator.SimulatorDesk;
import com.arzani.tokens.payments.stripe.StripeJavaGateway;
import com.arzani.tokens.ui.Activities;
import com.arzani.tokens.ui.LoadedScreen;
import com.arzani.tokens.ui.ScreenController;
import com.arzani.tokens.ui.ScreenLoader;
import com.arzani.tokens.ui.ScreenTest;
import com.arzani.tokens.ui.TestKit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every layout loads with the controller the console gives it, and belongs to a screen.
@PostgresTest
class LayoutsTest extends ScreenTest {
    private static final Path FXML = Path.of("fxml");
    private static final Pattern INCLUDED = Pattern.compile("<fx:include[^>]*source=\"([^\"]+)\"");

    private final TestKit test = TestKit.threaded();

    private List<ScreenModule> modules(TestDatabase database, OperatorRole role) {
        Database signedIn = database.openAs(role, Entities.ALL.toArray(Class<?>[]::new));
        StripeGateway nowhere = new StripeJavaGateway("sk_test_none", Optional::empty, 1);
        SimulatorDesk simulator = new SimulatorDesk(
                Optional::empty, signedIn, new Checkout(signedIn, nowhere, ReturnPages.of("https://x.example")));
        return ScreenModules.of(new ConsoleSession(
                test.kit(), signedIn, new Activities(), Optional.empty(), Optional.of(simulator), Optional.empty()));
    }

    @Test
    void everyScreenLoadsForEveryRoleThatSeesIt(TestDatabase database) {
        for (OperatorRole role :
                List.of(OperatorRole.SUPPORT, OperatorRole.FINANCE, OperatorRole.PRODUCT, OperatorRole.ADMIN)) {
            for (ScreenModule module : modules(database, role)) {
                LoadedScreen<? extends ScreenController> loaded =
                        fx(() -> new ScreenLoader(test.kit().texts()).load(module.screen()));
                assertThat(loaded.controller()).as(module.screen().name()).isNotNull();
                assertThat(test.kit().texts().has(module.screen().titleKey())).isTrue();
            }
        }
    }

    @Test
    void everyScreenIsPartOfTheTour(TestDatabase database) {
        assertThat(modules(database, OperatorRole.ADMIN))
                .allSatisfy(module ->
                        assertThat(module.walks()).as(module.screen().name()).isNotEmpty());
    }

    @Test
    void everyLayoutBelongsToAScreen(TestDatabase database) throws IOException {
        Set<String> known =
                new HashSet<>(Set.of("shell.fxml", "signin.fxml", "signin-password.fxml", "signin-lock.fxml"));
        modules(database, OperatorRole.ADMIN)
                .forEach(module -> known.add(module.screen().name() + ".fxml"));
        try (Stream<Path> files = Files.list(FXML)) {
            List<Path> layouts = files.toList();
            for (Path layout : layouts) {
                Matcher included = INCLUDED.matcher(Files.readString(layout));
                while (included.find()) {
                    known.add(included.group(1));
                }
            }
            assertThat(layouts.stream().map(path -> path.getFileName().toString()))
                    .allSatisfy(name -> assertThat(known).contains(name));
        }
    }
}
