package com.arzani.tokens.ui;

import java.util.function.Supplier;
import javafx.animation.PauseTransition;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.WeakChangeListener;
import javafx.css.PseudoClass;
import javafx.scene.control.TableRow;
import javafx.util.Duration;

/// A row that lights up for a moment after its record changed.
final class FlashingRow<R> extends TableRow<R> {
    private static final PseudoClass FLASH = PseudoClass.getPseudoClass("flash");
    private static final Duration TIME = Duration.seconds(1.6);

    private final Supplier<KeyList<R, ?>> list;
    private final PauseTransition fade = new PauseTransition(TIME);
    private final ChangeListener<Object> onFlash = (value, old, identity) -> flashIf(identity);
    private boolean listening;

    FlashingRow(Supplier<KeyList<R, ?>> list) {
        this.list = list;
        fade.setOnFinished(end -> pseudoClassStateChanged(FLASH, false));
    }

    @Override
    protected void updateItem(R row, boolean empty) {
        super.updateItem(row, empty);
        KeyList<R, ?> source = list.get();
        if (!listening && source != null) {
            listening = true;
            source.flashedProperty().addListener(new WeakChangeListener<>(onFlash));
        }
        if (source != null) {
            fade.stop();
            pseudoClassStateChanged(FLASH, false);
            flashIf(source.flashedProperty().get());
        }
    }

    private void flashIf(Object identity) {
        if (identity != null && getItem() != null && identity.equals(list.get().identity(getItem()))) {
            pseudoClassStateChanged(FLASH, true);
            fade.playFromStart();
        }
    }
}
