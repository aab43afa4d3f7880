package com.arzani.tokens.screens.sales;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.insight.SalesPart;
import com.arzani.tokens.ledger.LedgerFixture;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.testing.Await;
import com.arzani.tokens.ui.ScreenTest;
import com.arzani.tokens.ui.Target;
import com.arzani.tokens.ui.TestKit;
import com.arzani.tokens.ui.chart.Figure;
import java.time.LocalDate;
import java.time.ZoneOffset;
import javafx.event.Event;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Two customers, three sales, a refund.
@PostgresTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SalesScreenTest extends ScreenTest {
    private final TestKit test = TestKit.threaded();
    private final TestDatabase database;
    private LocalDate first;
    private LocalDate last;
    private SalesViewModel model;

    SalesScreenTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeAll
    void sell() {
        LedgerFixture shop = new LedgerFixture(database);
        long one = shop.user();
        long order = shop.buy(one, 2).getFirst().orderId();
        shop.buy(one, 1);
        shop.buy(shop.user(), 1);
        LocalDate today = database.now().atOffset(ZoneOffset.UTC).toLocalDate();
        first = today.withDayOfMonth(1);
        last = first.plusMonths(1).minusDays(1);
        database.sql()
                .number(
                        "SELECT count(*) FROM book_refund(?, ?, 2500, 'GBP', jsonb_build_array(jsonb_build_object('id', 're_1',"
                                + " 'amount_pence', 1000, 'currency', 'GBP', 'status', 'succeeded', 'made_at', ledger_now())))",
                        "pi_" + order,
                        order);
        Database service = database.openService();
        Await.until("all of it folded", () -> {
            service.call(session -> session.createNativeQuery("SELECT refresh_sales_facts()", Long.class)
                    .getSingleResult());
            return database.sql().number("SELECT coalesce(sum(purchases), 0) FROM sales_days") == 3
                    && database.sql().number("SELECT sum(refunds_pence) FROM sales_days") == 1_000;
        });
    }

    private void open(OperatorRole role) {
        SalesPages pages = new SalesPages(test.kit(), database.openAs(role), role != OperatorRole.PRODUCT);
        model = pages.sales;
        Target month = Places.sales()
                .with("range", "own")
                .with("from", first)
                .with("to", last)
                .with("by", "month");
        show(test.kit(), pages.screen, month);
        await("the month", () -> table().getItems().size() == 2);
    }

    private TableView<SalesLine> table() {
        return find("#table");
    }

    private void enter(int line) {
        onFx(() -> {
            table().requestFocus();
            table().getSelectionModel().select(line);
            Event.fireEvent(
                    table(), new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ENTER, false, false, false, false));
        });
    }

    @Test
    void daysThatAreNoneAreSaidAndNotRead() {
        open(OperatorRole.FINANCE);
        type("#from", "2026-02-31");
        assertThat(model.problem("2026-02-31")).isNotEmpty();
        assertThat(model.span()).isEmpty();
        fx(() -> {
            model.own();
            return null;
        });
        assertThat(table().getItems()).hasSize(2);
    }

    @Test
    void headlineChartAndTableSayTheSame() {
        open(OperatorRole.FINANCE);
        assertThat(model.tiles.get().get(SalesMeasure.GROSS).value()).isEqualTo("£45.00");
        assertThat(model.tiles.get().get(SalesMeasure.REFUNDS).value()).isEqualTo("£10.00");
        assertThat(model.tiles.get().get(SalesMeasure.NET).value()).isEqualTo("£35.00");
        assertThat(model.tiles.get().get(SalesMeasure.BUYERS).value()).isEqualTo("2");
        assertThat(model.tiles.get().get(SalesMeasure.ARPU).value()).isEqualTo("£17.50");
        assertThat(model.tiles.get().get(SalesMeasure.NET).target()).isEqualTo("0% of target");
        assertThat(bar().points().getFirst().value()).isEqualTo(3_500);
        assertThat(table().getItems().getLast().figures().netPence()).isEqualTo(3_500);
        Figure.Series target = model.figure.get().series().getLast();
        assertThat(target.kind()).isEqualTo(Figure.Kind.TARGET);
        assertThat(target.points().getFirst().value()).isEqualTo(5_000_000);
        fire("#measureGross");
        assertThat(bar().points().getFirst().value()).isEqualTo(4_500);
        picture("sales");
    }

    private Figure.Series bar() {
        return model.figure.get().series().getFirst();
    }

    @Test
    void byKeyboardALineOpensItsEntriesWithTheSameFilter() {
        open(OperatorRole.FINANCE);
        ComboBox<SalesPart> part = find("#part");
        onFx(() -> part.setValue(SalesPart.BUYER_KIND));
        await("both kinds", () -> table().getItems().size() == 3);
        assertThat(table().getItems().getFirst().label()).isEqualTo("New buyers");
        assertThat(table().getItems().getFirst().figures().grossPence()).isEqualTo(3_500);
        fire("#measureRefunds");
        enter(0);
        Target opened = test.navigator().currentProperty().get();
        assertThat(opened.screen()).isEqualTo("transactions");
        assertThat(opened.values())
                .containsEntry("type", "refund")
                .containsEntry("from", first.toString())
                .containsEntry("to", last.toString())
                .containsEntry("buyer", "new");
        assertThat(bar().points().getFirst().opens()).isEqualTo(opened);
    }

    @Test
    void productSeesTotalsAndOpensNoEntries() {
        open(OperatorRole.PRODUCT);
        Target here = test.navigator().currentProperty().get();
        enter(0);
        assertThat(test.navigator().currentProperty().get()).isEqualTo(here);
        assertThat(bar().points()).noneMatch(Figure.Point::canOpen);
    }
}
