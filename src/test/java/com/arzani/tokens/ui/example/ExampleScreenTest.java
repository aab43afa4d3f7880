package com.arzani.tokens.ui.example;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.ui.Page;
import com.arzani.tokens.ui.Screen;
import com.arzani.tokens.ui.ScreenTest;
import com.arzani.tokens.ui.Target;
import com.arzani.tokens.ui.TestKit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// The smallest screen there is, as a pattern for the others.
class ExampleScreenTest extends ScreenTest {
    private final TestKit test = TestKit.threaded();
    private final Customers customers = new Customers();
    private final Screen screen = Screen.of(
            "example",
            ExampleController.class,
            () -> new ExampleController(test.kit(), new ExampleViewModel(test.kit(), customers)));

    @Test
    void nothingCanBeGrantedUntilARowAndAnAmountAreChosen() {
        show(test.kit(), screen, Target.of("example"));
        assertThat(isDisabled("#grant")).isTrue();
        await("rows", () -> table("#table").getItems().size() >= 50);
        onFx(() -> table("#table").getSelectionModel().select(0));
        type("#amount", "1e3");
        assertThat(isDisabled("#grant")).isTrue();
        type("#amount", "5");
        assertThat(isDisabled("#grant")).isFalse();
    }

    @Test
    void aGrantChangesTheRowAndTellsSo() {
        show(test.kit(), screen, Target.of("example").with("name", "Customer 7"));
        // The unfiltered list may come first; its first row is somebody else.
        await("the customer's row", () -> {
            var items = this.<ExampleRow>table("#table").getItems();
            return !items.isEmpty()
                    && items.getFirst() != null
                    && items.getFirst().name().equals("Customer 7");
        });
        onFx(() -> table("#table").getSelectionModel().select(0));
        type("#amount", "5");
        fire("#grant");
        await("notice", () -> !test.kit().notices().all().isEmpty());
        await(
                "the row",
                () -> this.<ExampleRow>table("#table")
                        .getItems()
                        .getFirst()
                        .balance()
                        .equals(new Tokens(12)));
        assertThat(text("#amount")).isEmpty();
        picture("example");
    }

    @Test
    void aRefusalIsSaidInTheScreenAndWhatWasTypedStays() {
        customers.refuse = true;
        show(test.kit(), screen, Target.of("example"));
        await("rows", () -> table("#table").getItems().size() >= 50);
        onFx(() -> table("#table").getSelectionModel().select(0));
        type("#amount", "5");
        fire("#grant");
        await("banner", () -> find("#banner").isVisible());
        assertThat(text("#amount")).isEqualTo("5");
    }

    private static final class Customers implements ExampleService {
        private final AtomicLong granted = new AtomicLong();
        private volatile boolean refuse;

        @Override
        public Page<ExampleRow, Long> find(String name, Long after, int rowsMax) {
            List<ExampleRow> rows = new ArrayList<>();
            for (long id = after == null ? 0 : after + 1; id < 1_000 && rows.size() < rowsMax; id++) {
                if (("Customer " + id).contains(name)) {
                    rows.add(new ExampleRow(id, "Customer " + id, new Tokens(id)));
                }
            }
            return Page.of(rows, rows.size() < rowsMax ? null : rows.getLast().id());
        }

        @Override
        public ExampleRow grant(long id, long tokens) {
            if (refuse) {
                throw new Rejected("example_refused");
            }
            return new ExampleRow(id, "Customer " + id, new Tokens(id + granted.addAndGet(tokens)));
        }
    }
}
