package com.arzani.tokens.screens.packages;

import javafx.beans.property.ObjectProperty;
import javafx.css.PseudoClass;
import javafx.scene.control.TableRow;
import javafx.scene.input.MouseDragEvent;
import javafx.scene.input.MouseEvent;

/// A row that can be dragged to another place, and opens the editor on a double click. The drag stays inside the
/// window, so it needs nothing of the platform.
final class PackageTableRow extends TableRow<PackageRow> {
    private static final PseudoClass TARGET = PseudoClass.getPseudoClass("drop-target");

    /// @param pressed the package the mouse went down on, shared by all rows: the row itself may show another by then
    PackageTableRow(PackagesViewModel model, ObjectProperty<PackageRow> pressed) {
        addEventFilter(MouseEvent.MOUSE_PRESSED, press -> pressed.set(getItem()));
        setOnDragDetected(drag -> {
            if (model.mayEdit && pressed.get() != null) {
                startFullDrag();
                drag.consume();
            }
        });
        addEventHandler(
                MouseDragEvent.MOUSE_DRAG_ENTERED,
                drag -> pseudoClassStateChanged(TARGET, !isEmpty() && getItem() != pressed.get()));
        addEventHandler(MouseDragEvent.MOUSE_DRAG_EXITED, drag -> pseudoClassStateChanged(TARGET, false));
        addEventHandler(MouseDragEvent.MOUSE_DRAG_RELEASED, drag -> {
            if (pressed.get() != null && !isEmpty() && getItem() != pressed.get()) {
                model.moveTo(pressed.get(), getIndex());
            }
        });
        setOnMouseClicked(click -> {
            if (click.getClickCount() == 2 && !isEmpty() && model.canEdit.get()) {
                model.edit();
            }
        });
    }
}
