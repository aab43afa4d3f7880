package com.arzani.tokens.ui.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.files.Sheets;
import com.arzani.tokens.ui.ScreenTest;
import com.arzani.tokens.ui.Target;
import com.arzani.tokens.ui.TestKit;
import com.arzani.tokens.ui.Theme;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.Button;
import javafx.scene.control.MenuButton;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How a screen shows a figure, by keyboard alone.
class FigurePaneTest extends ScreenTest {
    private final TestKit test = TestKit.threaded();
    private final ObjectProperty<Figure> figure = new SimpleObjectProperty<>();
    private final ObjectProperty<Figure> second = new SimpleObjectProperty<>();
    private FigurePane pane;

    @TempDir
    Path folder;

    private void open(Figure first) {
        figure.set(first);
        onFx(() -> {
            pane = new FigurePane();
            pane.show(figure, test.kit());
            FigurePane below = new FigurePane();
            below.show(second, test.kit());
            VBox.setVgrow(pane, Priority.ALWAYS);
            VBox.setVgrow(below, Priority.ALWAYS);
            window(new VBox(20, pane, below));
        });
    }

    private void press(KeyCode... keys) {
        for (KeyCode key : keys) {
            robot().press(key).release(key);
        }
    }

    private String spoken() {
        return fx(() -> stage().getScene().getFocusOwner().getAccessibleText());
    }

    private void focusFirst() {
        await("a point", () -> !pane.lookupAll(".figure-point").isEmpty());
        onFx(() -> pane.lookupAll(".figure-point").stream()
                .filter(node -> node.isFocusTraversable())
                .findFirst()
                .orElseThrow()
                .requestFocus());
    }

    @Test
    void withoutNumbersItSaysSoAndNothingCanBeSaved() {
        open(Figure.of("Sales by month", Unit.pounds(), Examples.months(2))
                .with(Figure.Series.bars("Sold", Arrays.asList(null, null)))
                .with(Figure.Series.target("Target", 5_000_000L, 2)));
        assertThat(text(".figure-empty")).startsWith("Nothing was counted");
        assertThat(isDisabled(".figure-save")).isTrue();
        assertThat(isDisabled(".figure-show-table")).isTrue();
    }

    @Test
    void arrowsWalkAlongThePointsAndEnterOpensTheirRows() {
        open(Examples.sales());
        focusFirst();
        assertThat(spoken()).isEqualTo("January 2026. New buyers: £12,500.00. Enter opens its rows.");
        press(KeyCode.RIGHT);
        assertThat(spoken()).startsWith("February 2026. New buyers: £21,100.50.");
        press(KeyCode.ENTER);
        assertThat(test.navigator().currentProperty().get()).isEqualTo(Examples.month(1));
        // March has no number in this series.
        press(KeyCode.RIGHT);
        assertThat(spoken()).startsWith("November 2026 (so far)".replace("November", "April"));
        press(KeyCode.DOWN);
        assertThat(spoken()).isEqualTo("April 2026 (so far). Returning buyers: £14,000.00.");
        press(KeyCode.ENTER);
        assertThat(test.navigator().currentProperty().get()).isEqualTo(Examples.month(1));
        press(KeyCode.DOWN, KeyCode.DOWN, KeyCode.DOWN);
        assertThat(spoken()).isEqualTo("April 2026 (so far). Year before: £28,000.00.");
        press(KeyCode.HOME);
        assertThat(spoken()).startsWith("January 2026. Year before");
    }

    @Test
    void theFocusStaysAtItsPlaceWhenTheNumbersChange() {
        open(Examples.sales());
        focusFirst();
        press(KeyCode.RIGHT, KeyCode.DOWN);
        onFx(() -> figure.set(Examples.sales().noted("As of 12:42")));
        assertThat(spoken()).startsWith("February 2026. Returning buyers");
    }

    @Test
    void theTableShowsTheSameFigureWithItsTotals() {
        open(Examples.sales());
        fire(".figure-show-table");
        FigureGrid grid = find(".figure-grid");
        assertThat(fx(() -> grid.getItems().getLast().label())).isEqualTo("Total");
        assertThat(fx(() -> grid.getItems().getLast().values()))
                .isEqualTo(Arrays.asList(4_260_050L, 8_910_000L, -510_005L, 10_650_000L, null, 12_660_045L));
        onFx(() -> {
            grid.requestFocus();
            grid.getFocusModel().focus(1, grid.getColumns().get(1));
        });
        press(KeyCode.ENTER);
        assertThat(test.navigator().currentProperty().get()).isEqualTo(Examples.month(1));
        await(
                "a cell",
                () -> grid.lookupAll(".number-cell").stream()
                        .anyMatch(cell -> ((javafx.scene.control.Labeled) cell).getText() != null));
        picture("figure-table");
    }

    @Test
    void ratesAreNeverAddedUp() {
        FigureRows rows = FigureRows.of(Examples.rates(), test.kit().texts());
        assertThat(rows.rows()).hasSize(11).noneMatch(FigureRows.Row::total);
    }

    @Test
    void aFigureIsSavedAsCsvXlsxAndPicture() throws IOException {
        open(Examples.sales());
        Path csv = save("csv");
        assertThat(Files.readString(csv))
                .startsWith("Period or group,New buyers (GBP),Returning buyers (GBP),Refunds (GBP),"
                        + "Year before (GBP),Target (GBP),Total (GBP),Not final\r\n"
                        + "January 2026,12500.00,20000.00,-1200.00,25000.00,50000.00,31300.00,\r\n")
                .endsWith("April 2026,9000.00,14000.00,0.00,28000.00,50000.00,23000.00,so far\r\n");
        Sheets sheets = Sheets.read(save("xlsx"));
        assertThat(sheets.cell("Figure", "B3")).isEqualTo(new Sheets.Cell("n", "21100.50"));
        assertThat(sheets.cell("Figure", "D2")).isEqualTo(new Sheets.Cell("n", "-1200.00"));
        BufferedImage picture = ImageIO.read(save("png").toFile());
        assertThat(picture.getWidth()).isEqualTo(2_240);
        Files.copy(folder.resolve("figure.png"), pictures().resolve("figure-saved.png"));
    }

    private static Path pictures() throws IOException {
        Path pictures = Files.createDirectories(Path.of("target/pictures"));
        Files.deleteIfExists(pictures.resolve("figure-saved.png"));
        return pictures;
    }

    private Path save(String kind) {
        Path file = folder.resolve("figure." + kind);
        test.desktop().choose(file);
        MenuButton menu = find(".figure-save");
        onFx(() -> menu.getItems().stream()
                .filter(item -> item.getId().equals("save-" + kind))
                .findFirst()
                .orElseThrow()
                .fire());
        await(kind, () -> Files.exists(file));
        return file;
    }

    @Test
    void itIsPrintedWithItsTable() {
        open(Examples.sales());
        MenuButton menu = find(".figure-save");
        onFx(() -> menu.getItems().getLast().fire());
        assertThat(test.desktop().opened()).containsExactly("Sales by month, pages: 2");
    }

    @Test
    void tabStopsAtAChartOnce() {
        second.set(Examples.tokens());
        open(Examples.days());
        focusFirst();
        press(KeyCode.END, KeyCode.TAB);
        assertThat(fx(() -> stage().getScene().getFocusOwner() instanceof PointNode))
                .isFalse();
        press(KeyCode.TAB, KeyCode.TAB);
        assertThat(fx(() -> stage().getScene().getFocusOwner())).isNotInstanceOf(Button.class);
        picture("figure-days");
    }

    @Test
    void chartsOfEveryKindAreDrawnInBothThemes() {
        second.set(Examples.tokens());
        open(Examples.sales());
        focusFirst();
        press(KeyCode.RIGHT);
        picture("figure-light");
        onFx(Theme.DARK::apply);
        picture("figure-dark");
        onFx(() -> second.set(Examples.rates()));
        picture("figure-dark-lines");
        onFx(Theme.LIGHT::apply);
        picture("figure-light-lines");
        assertThat(fx(() -> pane.lookupAll(".figure-bar").size())).isGreaterThan(10);
    }

    @Test
    void whatAPointDoesMayBeAnythingElse() {
        int[] done = {0};
        open(Figure.of("Segments", Unit.COUNT, Examples.months(2))
                .with(Figure.Series.bars("Users", List.of(3L, 4L)).doing(at -> () -> done[0] = at)));
        focusFirst();
        press(KeyCode.RIGHT, KeyCode.SPACE);
        assertThat(done[0]).isEqualTo(1);
        assertThat(test.navigator().currentProperty().get()).isNotEqualTo(Target.of("transactions"));
    }
}
