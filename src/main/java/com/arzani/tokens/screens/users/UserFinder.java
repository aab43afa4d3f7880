package com.arzani.tokens.screens.users;

import com.arzani.tokens.market.FoundUser;
import com.arzani.tokens.market.UserDirectory;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.QuickFind;
import com.arzani.tokens.ui.Texts;
import java.util.List;

/// Users for the Ctrl+K field: by id, name and, for those who may, e-mail.
public final class UserFinder implements QuickFind {
    private static final int SHORTEST = 2;

    private final UserDirectory users;
    private final Texts texts;

    public UserFinder(UserDirectory users, Texts texts) {
        this.users = users;
        this.texts = texts;
    }

    @Override
    public List<Hit> find(String text, int rowsMax) {
        String sought = text.strip();
        if (sought.length() < SHORTEST && !sought.matches("[0-9]+")) {
            return List.of();
        }
        List<FoundUser> found = users.find(sought, null, rowsMax).rows();
        boolean wholeEmail = found.size() == 1 && sought.contains("@");
        return found.stream()
                .map(user -> hit(user, wholeEmail || Long.toString(user.id()).equals(sought)))
                .toList();
    }

    private Hit hit(FoundUser user, boolean exact) {
        String email = user.emailMasked() == null ? "" : user.emailMasked();
        return new Hit(
                "fth-user",
                user.name().isEmpty() ? texts.get("users.unnamed") : user.name(),
                texts.get("users.hit", Long.toString(user.id()), user.balance(), email)
                        .strip(),
                Places.user(user.id()),
                exact);
    }
}
