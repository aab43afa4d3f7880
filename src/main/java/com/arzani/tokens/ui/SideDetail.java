package com.arzani.tokens.ui;

import java.util.function.BooleanSupplier;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.input.KeyCode;

/// The detail beside a list, there while something is chosen; otherwise the list has the whole width.
public final class SideDetail {
    private final SplitPane split;
    private final Node detail;
    private final double listShare;

    /// @param listShare of the width that the list keeps, 0 to 1
    public SideDetail(SplitPane split, Node detail, double listShare) {
        this.split = split;
        this.detail = detail;
        this.listShare = listShare;
    }

    public void show(boolean open) {
        if (open && !split.getItems().contains(detail)) {
            split.getItems().add(detail);
            split.setDividerPositions(listShare);
        } else if (!open) {
            split.getItems().remove(detail);
        }
    }

    /// Esc closes what is open, and the keys go back to the list.
    public void closeByEscape(Node root, BooleanSupplier open, Runnable close, Node list) {
        root.setOnKeyPressed(key -> {
            if (key.getCode() == KeyCode.ESCAPE && open.getAsBoolean()) {
                close.run();
                list.requestFocus();
                key.consume();
            }
        });
    }
}
