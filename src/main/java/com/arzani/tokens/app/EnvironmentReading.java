package com.arzani.tokens.app;

import com.arzani.tokens.money.Digits;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.ui.Texts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Collects what is wrong. A value that may be a secret is never repeated.
final class EnvironmentReading {
    private final Map<String, String> environment;
    private final Texts texts;
    private final List<String> wrong = new ArrayList<>();

    EnvironmentReading(Map<String, String> environment, Texts texts) {
        this.environment = environment;
        this.texts = texts;
    }

    /// `true` or `false`.
    boolean flag(String name, boolean usual) {
        return text(name, false, value -> value.equals("true") || value.equals("false"))
                .map("true"::equals)
                .orElse(usual);
    }

    Optional<String> text(String name, boolean needed, Predicate<String> fits) {
        String value = environment.getOrDefault(name, "").strip();
        if (value.isEmpty()) {
            if (needed) {
                wrong(name, "missing");
            }
            return Optional.empty();
        }
        if (!fits.test(value)) {
            wrong(name, "malformed");
        }
        return Optional.of(value);
    }

    List<String> list(String name, Predicate<String> fits) {
        List<String> values = Arrays.stream(environment.getOrDefault(name, "").split(","))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
        if (!values.stream().allMatch(fits)) {
            wrong(name, "malformed");
        }
        return values;
    }

    int number(String name, int usual, int least, int most) {
        Optional<String> value = text(name, false, text -> true);
        if (value.isEmpty()) {
            return usual;
        }
        OptionalLong number = Digits.parse(value.get());
        if (number.isEmpty() || number.getAsLong() < least || number.getAsLong() > most) {
            wrong.add(name + ": " + texts.get("app.serve.wrong.range", least, Integer.toString(most)));
            return usual;
        }
        return Math.toIntExact(number.getAsLong());
    }

    void wrong(String name, String why) {
        wrong.add(name + ": " + texts.get("app.serve.wrong." + why));
    }

    void end() {
        if (!wrong.isEmpty()) {
            throw new Rejected("serve_settings_wrong", wrong.stream().distinct().collect(Collectors.joining("\n  ")));
        }
    }
}
