package com.arzani.tokens.screens.sales;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.insight.statement.Statement;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.Unavailable;
import com.arzani.tokens.ui.LoadedScreen;
import com.arzani.tokens.ui.Screen;
import com.arzani.tokens.ui.ScreenLoader;
import com.arzani.tokens.ui.ScreenTest;
import com.arzani.tokens.ui.TestKit;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/// A month's statement from the Sales screen, by keyboard.
class StatementScreenTest extends ScreenTest {
    private final TestKit test = TestKit.threaded();
    private final AtomicReference<YearMonth> asked = new AtomicReference<>();

    private void open(StatementViewModel model) {
        onFx(() -> {
            LoadedScreen<StatementController> loaded = new ScreenLoader(
                            test.kit().texts())
                    .load(
                            "/fxml/sales-statement.fxml",
                            new Screen.Made<>(StatementController.class, () -> new StatementController(model)));
            window(loaded.root());
        });
    }

    @Test
    void whoMaySeeNoEntriesMakesNone() {
        open(new StatementViewModel(test.kit(), null));
        assertThat(fx(() -> find("#statement").isVisible())).isFalse();
    }

    @Test
    void aRefusalIsTold() {
        test.desktop().choose(Path.of("reports"));
        open(new StatementViewModel(test.kit(), (month, folder, now, progress) -> {
            throw new Rejected("statement_month_not_over", "November 2026");
        }));
        fire("#make");
        await("the refusal", () -> !test.kit().notices().all().isEmpty());
        assertThat(test.kit().notices().all().getFirst().text()).startsWith("November 2026 is not over.");
    }

    @Test
    void theLastMonthIsOfferedAndAnotherIsChosenByKeyboard() {
        test.desktop().choose(Path.of("reports"));
        open(new StatementViewModel(test.kit(), (month, folder, now, progress) -> {
            asked.set(month);
            return new Statement.Files(folder.resolve("a.pdf"), folder.resolve("a.xlsx"), 7);
        }));
        onFx(() -> find("#month").requestFocus());
        robot().press(KeyCode.DOWN).release(KeyCode.DOWN);
        robot().press(KeyCode.TAB).release(KeyCode.TAB);
        robot().press(KeyCode.SPACE).release(KeyCode.SPACE);
        await("the files", () -> !test.kit().notices().all().isEmpty());
        assertThat(asked.get()).isEqualTo(YearMonth.of(2026, 9));
        assertThat(test.kit().notices().all().getFirst().text()).contains("with 7 rows");
        picture("statement-control");
    }

    @Test
    void oneThatRunsIsCancelledAndSaysSo() {
        CountDownLatch never = new CountDownLatch(1);
        test.desktop().choose(Path.of("reports"));
        open(new StatementViewModel(test.kit(), (month, folder, now, progress) -> {
            progress.reached(1_000, now);
            try {
                never.await();
            } catch (InterruptedException interrupted) {
                throw new Unavailable("cancelled");
            }
            return null;
        }));
        fire("#make");
        await("progress", () -> text("#step").equals("1,000 rows written"));
        assertThat(isDisabled("#make")).isTrue();
        fire("#cancel");
        await("idle", () -> !isDisabled("#make"));
        assertThat(test.kit().notices().all().getFirst().text()).contains("No file was written");
    }

    @Test
    void whoChangesTheirMindMakesNone() {
        test.desktop().choose(null);
        open(new StatementViewModel(test.kit(), (month, folder, now, progress) -> {
            asked.set(month);
            return null;
        }));
        fire("#make");
        assertThat(asked.get()).isNull();
        assertThat(isDisabled("#make")).isFalse();
    }
}
