package com.arzani.tokens.ui.example;

import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.ui.Banner;
import com.arzani.tokens.ui.Columns;
import com.arzani.tokens.ui.KeyTable;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.ScreenController;
import com.arzani.tokens.ui.Target;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TextField;

/// Binds nodes to the view-model and does nothing else.
public final class ExampleController implements ScreenController {
    @FXML
    private TextField name;

    @FXML
    private TextField amount;

    @FXML
    private Button grant;

    @FXML
    private Banner banner;

    @FXML
    private KeyTable<ExampleRow> table;

    @FXML
    private TableColumn<ExampleRow, String> nameColumn;

    @FXML
    private TableColumn<ExampleRow, Tokens> balanceColumn;

    private final Kit kit;
    private final ExampleViewModel model;

    public ExampleController(Kit kit, ExampleViewModel model) {
        this.kit = kit;
        this.model = model;
    }

    @FXML
    private void initialize() {
        Columns.customerText(nameColumn, ExampleRow::name);
        Columns.tokens(balanceColumn, ExampleRow::balance);
        table.show(model.rows, kit);
        banner.show(model.failure, kit, null);
        model.selected.bind(table.selectedProperty());
        name.textProperty().bindBidirectional(model.name);
        amount.textProperty().bindBidirectional(model.amount);
        grant.disableProperty().bind(model.canGrant.not());
        grant.setOnAction(click -> model.grant());
    }

    @Override
    public void show(Target target) {
        model.name.set(target.value("name").orElse(""));
        model.search(model.name.get());
    }

    @Override
    public void refresh() {
        table.refresh();
    }
}
