package com.arzani.tokens.screens.explain;

import com.arzani.tokens.ui.Texts;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TableCell;

/// How much of a lot was left, as a bar that says the same in words.
final class ShareCell extends TableCell<LotRow, LotRow> {
    private final Texts texts;
    private final ProgressBar bar = new ProgressBar();

    ShareCell(Texts texts) {
        this.texts = texts;
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.getStyleClass().add("small");
        getStyleClass().add("explain-share");
    }

    @Override
    protected void updateItem(LotRow row, boolean empty) {
        super.updateItem(row, empty);
        boolean shown = !empty && row != null;
        setGraphic(shown ? bar : null);
        if (shown) {
            bar.setProgress(row.share());
            bar.setAccessibleText(texts.get(
                    "explain.lots.share.whole",
                    row.left().toString(),
                    row.then().lot().tokens().toString()));
        }
    }
}
