package com.arzani.tokens.screens.sales;

import com.arzani.tokens.insight.SalesGrain;
import com.arzani.tokens.ui.FormField;
import com.arzani.tokens.ui.ToggleChoice;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;

/// The days, periods and currency of all pages of the screen.
public final class SalesRangeController {
    @FXML
    private ToggleGroup presets;

    @FXML
    private FormField fromField;

    @FXML
    private FormField toField;

    @FXML
    private TextField from;

    @FXML
    private TextField to;

    @FXML
    private ToggleGroup grains;

    @FXML
    private HBox currencyField;

    @FXML
    private ComboBox<String> currency;

    private final SalesViewModel model;

    public SalesRangeController(SalesViewModel model) {
        this.model = model;
    }

    @FXML
    private void initialize() {
        ToggleChoice.bind(presets, SalesPreset.class, model.preset);
        ToggleChoice.bind(grains, SalesGrain.class, model.grain);
        bindDays();
        currency.setItems(model.currencies);
        currency.valueProperty().bindBidirectional(model.currency);
        currencyField.visibleProperty().bind(Bindings.size(model.currencies).greaterThan(1));
        currencyField.managedProperty().bind(currencyField.visibleProperty());
    }

    private void bindDays() {
        from.textProperty().bindBidirectional(model.from);
        to.textProperty().bindBidirectional(model.to);
        from.setOnAction(enter -> model.own());
        to.setOnAction(enter -> model.own());
        fromField
                .problemProperty()
                .bind(Bindings.createStringBinding(() -> model.problem(model.from.get()), model.from, model.to));
        toField.problemProperty()
                .bind(Bindings.createStringBinding(() -> model.problem(model.to.get()), model.from, model.to));
    }
}
