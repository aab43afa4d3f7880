package com.arzani.tokens.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import javafx.beans.value.ObservableIntegerValue;

/// A screen by name. By convention its layout is `/fxml/<name>.fxml` and its title the text `<name>.title`.
///
/// @param group the text key of the heading it stands under in the navigation
/// @param icon  a Feather icon such as `fth-users`
/// @param roles names of the roles that see it; empty means everyone
/// @param parts controllers of the layouts its layout includes
/// @param count a number the navigation shows beside its title while it is not 0; null for none
public record Screen(
        String name,
        Made<?> made,
        String group,
        String icon,
        Set<String> roles,
        List<Made<?>> parts,
        ObservableIntegerValue count) {
    public Screen {
        roles = Set.copyOf(roles);
        parts = List.copyOf(parts);
    }

    public static <C extends ScreenController> Screen of(String name, Class<C> type, Supplier<C> maker) {
        return new Screen(name, new Made<>(type, maker), "", "fth-square", Set.of(), List.of(), null);
    }

    public Screen under(String newGroup, String newIcon) {
        return new Screen(name, made, newGroup, newIcon, roles, parts, count);
    }

    public Screen onlyFor(String... names) {
        return new Screen(name, made, group, icon, Set.of(names), parts, count);
    }

    /// With one more controller, of a layout that this screen's layout includes.
    public <C> Screen including(Class<C> type, Supplier<C> maker) {
        List<Made<?>> more = new ArrayList<>(parts);
        more.add(new Made<>(type, maker));
        return new Screen(name, made, group, icon, roles, more, count);
    }

    /// With a number beside its title, such as how much waits there.
    public Screen counting(ObservableIntegerValue newCount) {
        return new Screen(name, made, group, icon, roles, parts, newCount);
    }

    public String fxml() {
        return "/fxml/" + name + ".fxml";
    }

    public String titleKey() {
        return name + ".title";
    }

    public boolean visibleTo(String role) {
        return roles.isEmpty() || roles.contains(role);
    }

    /// A controller's class and how one is made.
    public record Made<C>(Class<C> type, Supplier<C> maker) {}
}
