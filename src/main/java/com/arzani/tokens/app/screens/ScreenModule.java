package com.arzani.tokens.app.screens;

import com.arzani.tokens.ui.QuickFind;
import com.arzani.tokens.ui.Screen;
import com.arzani.tokens.ui.Walk;
import java.util.List;

/// A screen with what belongs to it: what the Ctrl+K field finds of it, and its part of the tour.
public record ScreenModule(Screen screen, List<QuickFind> finders, List<Walk> walks) {
    public static ScreenModule of(Screen screen) {
        return new ScreenModule(screen, List.of(), List.of());
    }

    public ScreenModule finding(QuickFind... more) {
        return new ScreenModule(screen, List.of(more), walks);
    }

    public ScreenModule touredBy(Walk... more) {
        return new ScreenModule(screen, finders, List.of(more));
    }
}
