package com.arzani.tokens.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ProgramTest {
    @Test
    void withoutADisplayThereIsNoWindow() {
        assertThat(Display.present("Linux", Map.of())).isFalse();
        assertThat(Display.present("Linux", Map.of("DISPLAY", " "))).isFalse();
        assertThat(Display.present("Linux", Map.of("DISPLAY", ":0"))).isTrue();
        assertThat(Display.present("Linux", Map.of("WAYLAND_DISPLAY", "wayland-0")))
                .isTrue();
        assertThat(Display.present("Mac OS X", Map.of())).isTrue();
    }

    @Test
    void whatWasMadeLastIsClosedFirstAndAFailureKeepsNothingOpen() {
        List<String> closed = new ArrayList<>();
        Closing closing = new Closing();
        closing.add(() -> closed.add("first"));
        closing.add(() -> {
            throw new IllegalStateException("stuck");
        });
        closing.add(() -> closed.add("last"));
        closing.close();
        assertThat(closed).containsExactly("last", "first");
    }

    @Test
    void aProfileThatDoesNotExistIsRefusedInASentence(@TempDir Path data) {
        StringWriter told = new StringWriter();
        CommandLine line = Main.commandLine();
        line.setErr(new PrintWriter(told, true));
        int code = line.execute("migrate", "--data", data.toString(), "--profile", "nowhere");
        assertThat(code).isEqualTo(2);
        assertThat(told.toString().strip()).isEqualTo("The connection profile nowhere could not be read.");
    }

    @Test
    void theCommandsAreNamed() {
        assertThat(Main.commandLine().getSubcommands().keySet())
                .contains("console", "tour", "migrate", "verify", "reconcile");
    }
}
