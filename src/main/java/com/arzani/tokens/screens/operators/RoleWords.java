package com.arzani.tokens.screens.operators;

import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.ui.Texts;
import java.util.List;
import java.util.Locale;

/// A role a person can have, in words.
record RoleWords(OperatorRole role, String words) {
    private static final List<OperatorRole> PERSONS =
            List.of(OperatorRole.SUPPORT, OperatorRole.FINANCE, OperatorRole.PRODUCT, OperatorRole.ADMIN);

    static String of(OperatorRole role, Texts texts) {
        return texts.get("signin.role." + role.name().toLowerCase(Locale.ROOT));
    }

    static List<RoleWords> all(Texts texts) {
        return PERSONS.stream()
                .map(role -> new RoleWords(role, of(role, texts)))
                .toList();
    }

    @Override
    public String toString() {
        return words;
    }
}
