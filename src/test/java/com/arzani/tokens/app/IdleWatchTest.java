package com.arzani.tokens.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.ui.ScreenTest;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.scene.control.TextField;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.Test;

/// A console left alone is covered; what was typed in it is still there when the cover goes.
class IdleWatchTest extends ScreenTest {
    @Test
    void tellsOnceNobodyHasTouchedAnythingAndWhatWasTypedStays() {
        AtomicInteger told = new AtomicInteger();
        TextField note = new TextField("half a sentence");
        StackPane shell = new StackPane(note);
        fx(() -> {
            window(shell);
            return null;
        });
        IdleWatch watch = fx(() -> new IdleWatch(stage().getScene(), () -> {
            told.incrementAndGet();
            stage().getScene().setRoot(new StackPane());
        }));
        onFx(() -> watch.begin(Duration.ZERO));
        onFx(() -> watch.begin(Duration.ofMillis(20)));

        await("the cover", () -> told.get() == 1);
        onFx(() -> stage().getScene().setRoot(shell));
        assertThat(fx(() -> note.getText())).isEqualTo("half a sentence");
        onFx(watch::close);
    }
}
