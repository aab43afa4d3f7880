package com.arzani.tokens.screens.signin;

import com.arzani.tokens.ui.Channel;
import java.util.List;

/// The way into the console: what the sign-in screen asks of the program behind it. Every method but [#places] may take
/// seconds and is called off the FX thread.
///
/// @param <S> what a successful sign-in hands on
public interface Entrance<S> {
    /// Where one can sign in; never empty.
    List<Place> places();

    /// What is wrong with places left out, in sentences.
    List<String> warnings();

    /// Makes a place ready: starts its database and loads its data where that is this console's task.
    void prepare(Place place, Channel.Progress progress);

    /// Signs in one of the demonstration operators.
    S enterAs(Place place, Guest guest);

    /// Signs in with a person's own login.
    S enter(Place place, String login, char[] password);

    /// A database one can sign in to.
    ///
    /// @param guests demonstration operators who enter by one click; empty for a company's server
    record Place(String name, String title, List<Guest> guests) {
        public Place {
            guests = List.copyOf(guests);
        }

        public boolean demonstration() {
            return !guests.isEmpty();
        }

        @Override
        public String toString() {
            return title;
        }
    }

    /// A demonstration operator.
    ///
    /// @param role its name in the texts: `signin.role.<role>`
    record Guest(String login, String role, String icon) {}
}
