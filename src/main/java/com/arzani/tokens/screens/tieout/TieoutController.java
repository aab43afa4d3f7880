package com.arzani.tokens.screens.tieout;

import com.arzani.tokens.ui.Banner;
import com.arzani.tokens.ui.ColumnWidths;
import com.arzani.tokens.ui.Columns;
import com.arzani.tokens.ui.FormField;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.ScreenController;
import com.arzani.tokens.ui.Target;
import com.arzani.tokens.ui.ToggleChoice;
import java.time.Instant;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;

/// The days above, the lines below; Enter on a payment or a payout opens its findings.
public final class TieoutController implements ScreenController {
    @FXML
    private Banner banner;

    @FXML
    private FormField fromField;

    @FXML
    private FormField toField;

    @FXML
    private TextField from;

    @FXML
    private TextField to;

    @FXML
    private Button show;

    @FXML
    private Button exportCsv;

    @FXML
    private Button exportXlsx;

    @FXML
    private Button exportCancel;

    @FXML
    private Label exportStep;

    @FXML
    private Label note;

    @FXML
    private ToggleGroup parts;

    @FXML
    private TableView<LineRow> table;

    @FXML
    private TableColumn<LineRow, String> sectionColumn;

    @FXML
    private TableColumn<LineRow, String> nameColumn;

    @FXML
    private TableColumn<LineRow, Instant> atColumn;

    @FXML
    private TableColumn<LineRow, String> stripeColumn;

    @FXML
    private TableColumn<LineRow, String> oursColumn;

    @FXML
    private TableColumn<LineRow, String> differenceColumn;

    @FXML
    private TableColumn<LineRow, String> explainedColumn;

    @FXML
    private TableColumn<LineRow, String> unexplainedColumn;

    @FXML
    private TableColumn<LineRow, String> whyColumn;

    private final Kit kit;
    private final TieoutViewModel model;

    public TieoutController(Kit kit, TieoutViewModel model) {
        this.kit = kit;
        this.model = model;
    }

    @FXML
    private void initialize() {
        banner.show(model.failure, kit, model::load);
        from.textProperty().bindBidirectional(model.from);
        to.textProperty().bindBidirectional(model.to);
        fromField
                .problemProperty()
                .bind(Bindings.createStringBinding(() -> model.problem(model.from.get()), model.from, model.to));
        toField.problemProperty()
                .bind(Bindings.createStringBinding(() -> model.problem(model.to.get()), model.from, model.to));
        from.setOnAction(enter -> model.load());
        to.setOnAction(enter -> model.load());
        show.disableProperty().bind(model.ready.not());
        show.setOnAction(click -> model.load());
        note.textProperty().bind(model.note);
        bindExport();
        bindTable();
        ToggleChoice.bind(parts, TieoutPart.class, model.part);
    }

    private void bindExport() {
        var busy = model.export.channel().busyProperty();
        exportCsv.disableProperty().bind(busy.or(model.ready.not()));
        exportXlsx.disableProperty().bind(busy.or(model.ready.not()));
        exportCsv.setOnAction(click -> model.exportCsv());
        exportXlsx.setOnAction(click -> model.exportXlsx());
        exportCancel.visibleProperty().bind(busy);
        exportCancel.managedProperty().bind(busy);
        exportCancel.setOnAction(click -> model.export.cancel());
        exportStep.textProperty().bind(model.export.channel().stepProperty());
        exportStep.visibleProperty().bind(busy);
        exportStep.managedProperty().bind(busy);
    }

    private void bindTable() {
        Columns.text(sectionColumn, LineRow::section);
        Columns.text(nameColumn, LineRow::name);
        Columns.time(atColumn, kit.times(), LineRow::at);
        Columns.amount(stripeColumn, row -> row.numbers().stripe());
        Columns.amount(oursColumn, row -> row.numbers().ours());
        Columns.amount(differenceColumn, row -> row.numbers().difference());
        Columns.amount(explainedColumn, row -> row.numbers().explained());
        Columns.amount(unexplainedColumn, row -> row.numbers().unexplained());
        Columns.text(whyColumn, LineRow::why);
        ColumnWidths.on(table);
        table.setItems(model.rows);
        table.setOnKeyPressed(key -> {
            LineRow row = table.getSelectionModel().getSelectedItem();
            if (key.getCode() == KeyCode.ENTER && row != null) {
                model.open(row);
                key.consume();
            }
        });
    }

    @Override
    public void show(Target target) {
        model.show(target);
    }

    @Override
    public void refresh() {
        model.load();
    }
}
