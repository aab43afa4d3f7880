package com.arzani.tokens.screens.transactions;

import com.arzani.tokens.ledger.EntryType;
import com.arzani.tokens.ui.Texts;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;

/// The menu that shows which filters there are: types are ticked, directions chosen, the others begun in the typed
/// line.
final class FilterMenu {
    private static final Set<String> CHOSEN = Set.of(FilterTerms.TYPE, FilterTerms.DIRECTION);

    private final Texts texts;
    private final TransactionsViewModel model;
    private final TextField line;

    FilterMenu(Texts texts, TransactionsViewModel model, TextField line) {
        this.texts = texts;
        this.model = model;
        this.line = line;
    }

    void fill(MenuButton button, Menu types, Menu directions) {
        for (EntryType type : EntryType.values()) {
            CheckMenuItem item = new CheckMenuItem(texts.get("ledger.type." + type.code()));
            item.setUserData(type);
            item.setOnAction(click -> model.set(FilterTerms.TYPE, ticked(types)));
            types.getItems().add(item);
        }
        directions.getItems().setAll(direction("in"), direction("out"));
        FilterTerms.NAMES.stream()
                .filter(name -> !CHOSEN.contains(name))
                .forEach(name -> button.getItems().add(begun(name)));
        button.setOnShowing(opening -> tick(types));
    }

    private void tick(Menu types) {
        List<EntryType> inForce = model.typesInForce();
        types.getItems().forEach(item -> ((CheckMenuItem) item).setSelected(inForce.contains(item.getUserData())));
    }

    private static String ticked(Menu types) {
        return types.getItems().stream()
                .filter(item -> ((CheckMenuItem) item).isSelected())
                .map(item -> ((EntryType) item.getUserData()).code())
                .sorted()
                .collect(Collectors.joining(","));
    }

    private MenuItem direction(String way) {
        MenuItem item = new MenuItem(texts.get("transactions.direction." + way));
        item.setOnAction(click -> model.set(FilterTerms.DIRECTION, way));
        return item;
    }

    private MenuItem begun(String name) {
        MenuItem item = new MenuItem(texts.get("transactions.term." + name));
        item.setOnAction(click -> {
            String before = line.getText().isBlank() ? "" : line.getText().strip() + " ";
            line.setText(before + name + ":");
            line.requestFocus();
            line.end();
        });
        return item;
    }
}
