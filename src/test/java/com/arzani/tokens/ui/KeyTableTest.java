package com.arzani.tokens.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.problem.Rejected;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeyTableTest extends ScreenTest {
    private record Row(long id, String name, long delta) {}

    private final TestKit test = TestKit.threaded();
    private final KeyList<Row, Long> list =
            new KeyList<>(test.kit().tasks().latest("rows"), test.kit().failures(), Row::id);
    private final AtomicLong newest = new AtomicLong(1_000_000);
    private final AtomicLong reads = new AtomicLong();
    private KeyTable<Row> table;

    private Page<Row, Long> read(Long after, int rowsMax) {
        reads.incrementAndGet();
        List<Row> rows = new ArrayList<>();
        for (long id = after == null ? newest.get() : after - 1; id > 0 && rows.size() < rowsMax; id--) {
            rows.add(new Row(id, "Row_" + id, id % 2 == 0 ? id : -id));
        }
        return Page.of(rows, rows.size() < rowsMax ? null : rows.getLast().id());
    }

    @BeforeEach
    void open() {
        onFx(() -> {
            table = new KeyTable<>();
            table.setId("table");
            table.setEmptyTitle("No rows");
            table.setEmptyText("There is nothing yet.");
            TableColumn<Row, String> name = new TableColumn<>("Name");
            TableColumn<Row, Tokens> delta = new TableColumn<>("Tokens");
            TableColumn<Row, Instant> time = new TableColumn<>("Time");
            Columns.customerText(name, Row::name);
            Columns.movement(delta, row -> new Tokens(row.delta()));
            Columns.time(time, test.kit().times(), row -> TestKit.NOW.minusSeconds(newest.get() - row.id()));
            table.getColumns().add(name);
            table.getColumns().add(delta);
            table.getColumns().add(time);
            table.show(list, test.kit());
            window(table);
        });
    }

    private void load() {
        onFx(() -> list.load(this::read));
        await("rows", () -> !list.isEmpty());
    }

    private TableRow<?> visibleRow(int index) {
        return fx(() -> table.lookupAll(".table-row-cell").stream()
                .map(row -> (TableRow<?>) row)
                .filter(row -> row.getIndex() == index && row.isVisible())
                .findFirst()
                .orElse(null));
    }

    @Test
    void scrollingReadsOnAndOneCanGoBackToTheNewest() {
        load();
        for (int row = 100; row <= 5_000; row += 100) {
            int next = row;
            await("row " + next, () -> {
                table.table().scrollTo(Math.min(next, list.size() - 1));
                return list.size() > next;
            });
        }
        await(
                "the deep rows",
                () -> visibleRow(5_000) != null && visibleRow(5_000).getItem() != null);
        assertThat(fx(list::loaded)).hasSizeLessThanOrEqualTo(PageMap.PAGES_KEPT * KeyList.PAGE_ROWS);
        onFx(() -> table.table().scrollTo(0));
        await(
                "the first rows again",
                () -> visibleRow(0) != null && visibleRow(0).getItem() != null);
        assertThat(reads.get()).isLessThan(150);
    }

    @Test
    void refreshKeepsTheSelectedRowThoughItMoved() {
        load();
        onFx(() -> table.table().getSelectionModel().select(3));
        Row before = fx(() -> table.getSelected());
        newest.addAndGet(2);
        onFx(() -> table.refresh());
        await("new rows", () -> list.getFirst().id() == newest.get());
        assertThat(fx(() -> table.getSelected())).isEqualTo(before);
        assertThat(fx(() -> table.table().getSelectionModel().getSelectedIndex()))
                .isEqualTo(5);
    }

    /// A detail beside the table follows the selection: another row, even for a moment, would show and lose what was
    /// typed.
    @Test
    void refreshNeverSelectsAnotherRowOnTheWay() {
        load();
        onFx(() -> table.table().getSelectionModel().select(3));
        List<Long> seen = new ArrayList<>();
        onFx(() -> table.selectedProperty().addListener((value, old, row) -> seen.add(row == null ? null : row.id())));
        long kept = fx(() -> table.getSelected().id());
        for (int round = 0; round < 3; round++) {
            newest.addAndGet(2);
            onFx(() -> list.restart());
            await("new rows", () -> list.getFirst().id() == newest.get());
        }
        assertThat(fx(() -> table.getSelected().id())).isEqualTo(kept);
        assertThat(fx(() -> new ArrayList<>(seen))).isSubsetOf(kept);
    }

    @Test
    void aRowSelectedWhileRowsComeStaysSelected() {
        onFx(() -> list.addListener((javafx.collections.ListChangeListener<Row>)
                change -> list.loaded().stream().skip(2).findFirst().ifPresent(table::select)));
        load();
        assertThat(fx(() -> table.getSelected().id())).isEqualTo(newest.get() - 2);
        assertThat(fx(() -> table.table().getSelectionModel().getSelectedIndex()))
                .isEqualTo(2);
    }

    @Test
    void aMovementHasSignAndColourAndAnUnderscoreStays() {
        load();
        await(
                "cells",
                () -> visibleRow(1) != null
                        && !visibleRow(1).lookupAll(".table-cell").isEmpty());
        List<TableCell<?, ?>> cells = fx(() -> visibleRow(1).lookupAll(".table-cell").stream()
                .<TableCell<?, ?>>map(cell -> (TableCell<?, ?>) cell)
                .toList());
        assertThat(cells.get(0).getText()).isEqualTo("Row_999999");
        assertThat(cells.get(0).isMnemonicParsing()).isFalse();
        assertThat(cells.get(1).getText()).isEqualTo("−999,999");
        assertThat(cells.get(1).getStyleClass()).contains("amount-debit");
        assertThat(cells.get(2).getTooltip()).isNotNull();
        picture("table");
    }

    @Test
    void anEmptyListSaysWhatAndWhy() {
        newest.set(0);
        onFx(() -> list.load(this::read));
        await("the end", () -> list.stateProperty().get() == KeyList.State.END);
        await("words", () -> this.<Label>find(".key-table-title").isVisible());
        assertThat(text(".key-table-title")).isEqualTo("No rows");
        assertThat(text(".key-table-text")).isEqualTo("There is nothing yet.");
    }

    @Test
    void aListThatCannotBeReadSaysWhyAndCanBeTriedAgain() {
        boolean[] refuse = {true};
        onFx(() -> list.load((after, rowsMax) -> {
            if (refuse[0]) {
                throw new Rejected("not_permitted");
            }
            return read(after, rowsMax);
        }));
        await("the refusal", () -> text(".key-table-title").equals("This list could not be read"));
        assertThat(this.<Label>find(".key-table-title").isVisible()).isTrue();
        assertThat(text(".key-table-text")).isEqualTo("Your role does not allow this.");
        refuse[0] = false;
        fire(".key-table-words .button");
        await("rows", () -> !list.isEmpty());
    }

    @Test
    void aChangedRowFlashes() {
        load();
        await("the row", () -> visibleRow(2) != null);
        onFx(() -> list.replace(new Row(newest.get() - 2, "changed", 1)));
        await("the flash", () -> visibleRow(2).getPseudoClassStates().contains(PseudoClass.getPseudoClass("flash")));
        assertThat(fx(() -> list.get(2).name())).isEqualTo("changed");
    }

    @Test
    void rowsAreCopiedForASpreadsheetAndOpenedByEnter() {
        List<Row> opened = new ArrayList<>();
        load();
        onFx(() -> {
            table.setOnOpen(opened::add);
            table.table().requestFocus();
            table.table().getSelectionModel().select(1);
        });
        robot().press(KeyCode.CONTROL, KeyCode.C).release(KeyCode.CONTROL, KeyCode.C);
        robot().press(KeyCode.ENTER).release(KeyCode.ENTER);
        await("opened", () -> !opened.isEmpty());
        assertThat(opened.getFirst().id()).isEqualTo(999_999);
        assertThat(test.desktop().copied()).containsExactly("Row_999999\t−999,999\t2026-11-22T11:59:59Z");
    }

    @Test
    void theFooterTellsHowManyAndLeadsToTheNewest() {
        load();
        await(
                "count",
                () -> ((Label) table.lookup(".key-table-footer .label"))
                        .getText()
                        .contains("so far"));
        await("more", () -> {
            table.table().scrollTo(list.size() - 1);
            return list.size() > 300;
        });
        newest.addAndGet(1);
        Hyperlink back = fx(() -> table.lookupAll(".key-table-footer .hyperlink").stream()
                .map(Hyperlink.class::cast)
                .filter(Node::isVisible)
                .findFirst()
                .orElseThrow());
        onFx(back::fire);
        await("the newest", () -> list.getFirst().id() == newest.get());
    }
}
