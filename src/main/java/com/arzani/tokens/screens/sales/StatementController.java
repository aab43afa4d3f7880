package com.arzani.tokens.screens.sales;

import java.time.YearMonth;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.util.StringConverter;

/// Which month's statement, and how far it is.
public final class StatementController {
    @FXML
    private HBox statement;

    @FXML
    private HBox making;

    @FXML
    private Label step;

    @FXML
    private ProgressBar bar;

    @FXML
    private Button cancel;

    @FXML
    private ComboBox<YearMonth> month;

    @FXML
    private Button make;

    private final StatementViewModel model;

    public StatementController(StatementViewModel model) {
        this.model = model;
    }

    @FXML
    private void initialize() {
        statement.setVisible(model.allowed());
        statement.setManaged(model.allowed());
        month.setItems(model.months);
        month.valueProperty().bindBidirectional(model.month);
        month.setConverter(new StringConverter<>() {
            @Override
            public String toString(YearMonth value) {
                return value == null ? "" : model.name(value);
            }

            @Override
            public YearMonth fromString(String text) {
                throw new UnsupportedOperationException("months are chosen");
            }
        });
        var busy = model.channel.busyProperty();
        making.visibleProperty().bind(busy);
        making.managedProperty().bind(busy);
        month.disableProperty().bind(busy);
        make.disableProperty().bind(busy.or(model.month.isNull()));
        step.textProperty().bind(model.channel.stepProperty());
        bar.progressProperty().bind(model.channel.progressProperty());
        make.setOnAction(click -> model.make());
        cancel.setOnAction(click -> model.cancel());
    }
}
