package com.arzani.tokens.screens.sales;

import com.arzani.tokens.ui.ScreenController;
import com.arzani.tokens.ui.Target;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.control.TabPane;

/// The pages of finance on what was sold; each has a controller of its own.
public final class SalesController implements ScreenController {
    @FXML
    private TabPane tabs;

    @FXML
    private Label asOf;

    private final SalesViewModel sales;

    public SalesController(SalesViewModel sales) {
        this.sales = sales;
    }

    @FXML
    private void initialize() {
        asOf.textProperty().bind(sales.asOf);
        tabs.getSelectionModel().selectFirst();
    }

    @Override
    public void show(Target target) {
        sales.show(target);
    }

    @Override
    public void refresh() {
        sales.load();
    }
}
