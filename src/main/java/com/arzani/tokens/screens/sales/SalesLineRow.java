package com.arzani.tokens.screens.sales;

import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.control.TableRow;

/// A line of the table: a double click opens its entries, the sum below stands out.
final class SalesLineRow extends TableRow<SalesLine> {
    private static final PseudoClass TOTAL = PseudoClass.getPseudoClass("total");

    SalesLineRow(Consumer<SalesLine> open) {
        getStyleClass().add("sales-line");
        setOnMouseClicked(click -> {
            if (click.getClickCount() == 2 && getItem() != null) {
                open.accept(getItem());
            }
        });
    }

    @Override
    protected void updateItem(SalesLine line, boolean empty) {
        super.updateItem(line, empty);
        pseudoClassStateChanged(TOTAL, line != null && line.total());
    }
}
