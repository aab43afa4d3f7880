package com.arzani.tokens.screens.boosts;

import com.arzani.tokens.market.BoostTab;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.ui.Badge;
import com.arzani.tokens.ui.Columns;
import com.arzani.tokens.ui.KeyTable;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.ScreenController;
import com.arzani.tokens.ui.Target;
import java.time.Instant;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.control.TableColumn;
import javafx.scene.control.Toggle;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;

/// Binds the three lists; the detail below has controllers of its own.
public final class BoostsController implements ScreenController {
    @FXML
    private ToggleGroup tabs;

    @FXML
    private ToggleButton running;

    @FXML
    private ToggleButton ending;

    @FXML
    private ToggleButton ended;

    @FXML
    private KeyTable<BoostRow> table;

    @FXML
    private TableColumn<BoostRow, String> idColumn;

    @FXML
    private TableColumn<BoostRow, String> nameColumn;

    @FXML
    private TableColumn<BoostRow, Badge> levelColumn;

    @FXML
    private TableColumn<BoostRow, Instant> untilColumn;

    @FXML
    private TableColumn<BoostRow, Tokens> spentColumn;

    @FXML
    private TableColumn<BoostRow, String> sellerIdColumn;

    @FXML
    private TableColumn<BoostRow, String> sellerColumn;

    @FXML
    private TableColumn<BoostRow, Tokens> balanceColumn;

    @FXML
    private BoostDetailController detailController;

    private final Kit kit;
    private final BoostsViewModel model;

    public BoostsController(Kit kit, BoostsViewModel model) {
        this.kit = kit;
        this.model = model;
    }

    @FXML
    private void initialize() {
        Columns.id(idColumn, BoostRow::idText);
        Columns.customerText(nameColumn, row -> row.listing().name());
        Columns.badge(levelColumn, BoostRow::level);
        Columns.time(untilColumn, kit.times(), row -> row.listing().until());
        Columns.tokens(spentColumn, row -> row.listing().tokensSpent());
        Columns.id(sellerIdColumn, BoostRow::sellerIdText);
        Columns.customerText(sellerColumn, BoostRow::seller);
        Columns.tokens(balanceColumn, row -> row.listing().sellerBalance());
        table.show(model.rows, kit);
        table.setOnOpen(row -> detailController.focus());
        model.selected.bind(table.selectedProperty());
        tab(running, BoostTab.RUNNING);
        tab(ending, BoostTab.ENDING);
        tab(ended, BoostTab.ENDED);
        tabs.selectedToggleProperty().addListener((value, old, now) -> keepOne(old, now));
    }

    private void tab(ToggleButton button, BoostTab tab) {
        button.textProperty().bind(Bindings.createStringBinding(() -> model.title(tab), model.counts));
        button.setSelected(model.tab.get() == tab);
        button.selectedProperty().addListener((value, old, chosen) -> {
            if (chosen) {
                model.tab.set(tab);
            }
        });
        model.tab.addListener((value, old, now) -> button.setSelected(now == tab));
    }

    /// A pressed tab pressed again stays pressed.
    private static void keepOne(Toggle old, Toggle now) {
        if (now == null && old != null) {
            old.setSelected(true);
        }
    }

    @Override
    public void activate() {
        table.table().requestFocus();
    }

    @Override
    public void deactivate() {
        model.leave();
    }

    @Override
    public void show(Target target) {
        model.show(target);
    }

    @Override
    public void refresh() {
        table.refresh();
        model.count();
        detailController.refresh();
    }
}
