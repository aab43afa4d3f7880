package com.arzani.tokens.screens.shell;

import com.arzani.tokens.ui.Screen;
import com.arzani.tokens.ui.Texts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The letters that open screens after `G`: the first letter of a title that no earlier screen has.
final class Chords {
    private final Map<String, Screen> byLetter = new LinkedHashMap<>();

    Chords(List<Screen> screens, Texts texts) {
        for (Screen screen : screens) {
            texts.get(screen.titleKey())
                    .toUpperCase(Locale.ROOT)
                    .chars()
                    .filter(letter -> letter >= 'A' && letter <= 'Z')
                    .mapToObj(Character::toString)
                    .filter(letter -> !byLetter.containsKey(letter))
                    .findFirst()
                    .ifPresent(letter -> byLetter.put(letter, screen));
        }
    }

    /// The screen of a letter, or null.
    Screen screen(String letter) {
        return byLetter.get(letter.toUpperCase(Locale.ROOT));
    }

    /// Letters with their screens, in the order of the navigation.
    Map<String, Screen> all() {
        return byLetter;
    }
}
