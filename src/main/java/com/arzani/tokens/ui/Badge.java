package com.arzani.tokens.ui;

/// A short word with a meaning, such as a plan, a tier or a state. The word carries the meaning, the colour repeats it.
public record Badge(String text, Tone tone) {
    /// Neutral words are grey; the others use the theme's meaning colours.
    public enum Tone {
        NEUTRAL,
        ACCENT,
        SUCCESS,
        WARNING,
        DANGER;

        String styleClass() {
            return "badge-" + name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
