package com.arzani.tokens.app.screens;

import com.arzani.tokens.ui.QuickFind;
import com.arzani.tokens.ui.Screen;
import com.arzani.tokens.ui.Walk;
import com.arzani.tokens.ui.Watch;
import java.util.List;

/// A screen with what belongs to it: what the Ctrl+K field finds of it, its part of the tour, and
/// what keeps looking while a person is signed in.
public record ScreenModule(Screen screen, List<QuickFind> finders, List<Walk> walks, List<Watch> watches) {
    public static ScreenModule of(Screen screen) {
        return new ScreenModule(screen, List.of(), List.of(), List.of());
    }

    public ScreenModule finding(QuickFind... more) {
        return new ScreenModule(screen, List.of(more), walks, watches);
    }

    public ScreenModule touredBy(Walk... more) {
        return new ScreenModule(screen, finders, List.of(more), watches);
    }

    public ScreenModule watching(Watch... more) {
        return new ScreenModule(screen, finders, walks, List.of(more));
    }
}
