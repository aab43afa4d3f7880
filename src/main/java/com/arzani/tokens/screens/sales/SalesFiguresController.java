package com.arzani.tokens.screens.sales;

import com.arzani.tokens.insight.SalesFigures;
import com.arzani.tokens.insight.SalesPart;
import com.arzani.tokens.ui.Banner;
import com.arzani.tokens.ui.ColumnWidths;
import com.arzani.tokens.ui.Columns;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.ToggleChoice;
import com.arzani.tokens.ui.chart.FigurePane;
import java.util.OptionalLong;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.util.StringConverter;

/// The headline figures, then the chart of the chosen one and the table of all.
public final class SalesFiguresController {
    private static final double LINE = 27;
    private static final double HEADER = 40;
    private static final int LINES_SEEN = 13;

    @FXML
    private Banner banner;

    @FXML
    private ComboBox<SalesPart> part;

    @FXML
    private CheckBox compared;

    @FXML
    private ToggleGroup measures;

    @FXML
    private FigurePane chart;

    @FXML
    private TableView<SalesLine> table;

    private final Kit kit;
    private final SalesViewModel model;

    public SalesFiguresController(Kit kit, SalesViewModel model) {
        this.kit = kit;
        this.model = model;
    }

    @FXML
    private void initialize() {
        banner.show(model.failure, kit, model::load);
        ToggleChoice.bind(measures, SalesMeasure.class, model.measure);
        bindChoices();
        model.tiles.subscribe(tiles -> measures.getToggles()
                .forEach(toggle -> ((HeadlineTile) toggle)
                        .show(tiles.getOrDefault(
                                SalesMeasure.valueOf((String) toggle.getUserData()), SalesTile.NONE))));
        chart.show(model.figure, kit);
        bindTable();
    }

    private void bindChoices() {
        part.getItems().setAll(SalesPart.values());
        part.setConverter(new PartText());
        part.valueProperty().bindBidirectional(model.part);
        compared.selectedProperty().bindBidirectional(model.compared);
    }

    private void bindTable() {
        int at = 0;
        table.getColumns()
                .get(0)
                .textProperty()
                .bind(model.part.map(by -> kit.texts().get("sales.column." + by.name())));
        Columns.text(column(at++), SalesLine::label);
        Columns.number(column(at++), line -> line.figures().purchases());
        Columns.number(column(at++), line -> line.figures().buyers());
        money(column(at++), SalesFigures::grossPence);
        money(column(at++), SalesFigures::refundsPence);
        money(column(at++), SalesFigures::disputesPence);
        money(column(at++), SalesFigures::feesPence);
        money(column(at++), SalesFigures::netPence);
        Columns.amount(
                column(at++),
                line -> line.before() == null
                        ? ""
                        : model.words.get().amount(line.before().netPence()));
        average(column(at++), SalesFigures::averagePence);
        average(column(at), SalesFigures::arpuPence);
        ColumnWidths.on(table);
        table.setItems(model.lines);
        table.setFixedCellSize(LINE);
        // A year is seen whole; what is longer scrolls within.
        table.minHeightProperty()
                .bind(Bindings.size(model.lines).map(lines -> HEADER + LINE * Math.min(lines.intValue(), LINES_SEEN)));
        table.setRowFactory(view -> new SalesLineRow(model::open));
        table.setOnKeyPressed(key -> {
            SalesLine line = table.getSelectionModel().getSelectedItem();
            if (key.getCode() == KeyCode.ENTER && line != null) {
                model.open(line);
                key.consume();
            }
        });
    }

    @SuppressWarnings("unchecked")
    private <V> TableColumn<SalesLine, V> column(int at) {
        return (TableColumn<SalesLine, V>) table.getColumns().get(at);
    }

    private void money(TableColumn<SalesLine, String> column, Function<SalesFigures, Long> value) {
        Columns.amount(column, line -> model.words.get().amount(value.apply(line.figures())));
    }

    private void average(TableColumn<SalesLine, String> column, Function<SalesFigures, OptionalLong> value) {
        Columns.amount(column, line -> model.words.get().amount(value.apply(line.figures())));
    }

    private final class PartText extends StringConverter<SalesPart> {
        @Override
        public String toString(SalesPart value) {
            return value == null ? "" : kit.texts().get("sales.part." + value.name());
        }

        @Override
        public SalesPart fromString(String text) {
            throw new UnsupportedOperationException();
        }
    }
}
