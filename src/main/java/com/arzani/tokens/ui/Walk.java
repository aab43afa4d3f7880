package com.arzani.tokens.ui;

import java.util.function.BooleanSupplier;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;

/// A screen's part of the tour: a person's way through it by its own controls, with pictures. Runs off the FX thread.
public interface Walk {
    /// The screen it belongs to; the tour opens it first, for every role that sees it.
    String screen();

    /// @param role the name of the signed-in role
    void walk(Guide guide, String role);

    /// The person's hands and eyes. Nodes are found by `#fx-id` within the open screen or the window; what is missing,
    /// disabled or never comes ends the tour with a sentence that says so.
    interface Guide {
        /// Replaces what a field holds, as if typed.
        void type(String selector, String text);

        /// Presses a button, link, toggle or menu entry.
        void fire(String selector);

        /// Chooses an entry of a combo or choice box by its place.
        void choose(String selector, int index);

        /// Selects a row of a [KeyTable] by its place.
        void select(String tableSelector, int row);

        /// Waits until a [KeyTable] has read its first rows; returns how many are there.
        int rows(String tableSelector);

        void press(KeyCode key);

        /// Waits until a condition on the FX thread holds.
        void await(String what, BooleanSupplier condition);

        /// True if there is such a node and it is shown.
        boolean shows(String selector);

        <N extends Node> N find(String selector);

        /// Takes the pictures of this moment: light and dark, in both sizes.
        ///
        /// @param name a part of the file's name, such as `users-detail`
        void picture(String name);
    }
}
