package com.arzani.tokens.screens.shell;

import com.arzani.tokens.ui.Activities;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Link;
import com.arzani.tokens.ui.NavigationHistory;
import com.arzani.tokens.ui.QuickFind;
import com.arzani.tokens.ui.Screen;
import java.util.List;

/// What the shell holds together for one signed-in operator.
///
/// @param screens in the order of the navigation, the ones of this operator's role alone
/// @param history the same object as the kit's navigator
public record ShellParts(
        Kit kit,
        NavigationHistory history,
        List<Screen> screens,
        List<QuickFind> finders,
        Activities activities,
        Link link,
        Person person) {
    public ShellParts {
        screens = List.copyOf(screens);
        finders = List.copyOf(finders);
    }

    /// Who is signed in, in words.
    ///
    /// @param signOut        back to the sign-in screen
    /// @param changePassword asks for a new one; null for an operator who has none to type
    public record Person(String operator, String role, Runnable signOut, Runnable changePassword) {}
}
