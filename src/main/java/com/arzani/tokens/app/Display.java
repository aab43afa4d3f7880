package com.arzani.tokens.app;

import java.util.Locale;
import java.util.Map;

/// Whether this computer has a screen to open a window on.
final class Display {
    private Display() {}

    static boolean present() {
        return present(System.getProperty("os.name"), System.getenv());
    }

    static boolean present(String system, Map<String, String> environment) {
        if (!system.toLowerCase(Locale.ROOT).contains("linux")) {
            return true;
        }
        return !environment.getOrDefault("DISPLAY", "").isBlank()
                || !environment.getOrDefault("WAYLAND_DISPLAY", "").isBlank();
    }
}
