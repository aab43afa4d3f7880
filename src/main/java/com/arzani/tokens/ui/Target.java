package com.arzani.tokens.ui;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// A place in the console: a screen with what it shows, such as a user or a set of filters. Its text form, for example
/// `transactions?user=42&type=refund`, is what the history keeps.
///
/// @param values names and values in the order they were given; immutable
public record Target(String screen, Map<String, String> values) {
    public Target {
        values = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    public static Target of(String screen) {
        return new Target(screen, Map.of());
    }

    /// This place with one more value; a null or empty value changes nothing.
    public Target with(String name, Object value) {
        if (value == null || value.toString().isEmpty()) {
            return this;
        }
        Map<String, String> more = new LinkedHashMap<>(values);
        more.put(name, value.toString());
        return new Target(screen, more);
    }

    public Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /// The value as a whole number; nothing if it is missing or not a number.
    public OptionalLong number(String name) {
        try {
            return values.containsKey(name) ? OptionalLong.of(Long.parseLong(values.get(name))) : OptionalLong.empty();
        } catch (NumberFormatException notANumber) {
            return OptionalLong.empty();
        }
    }

    public static Target parse(String text) {
        int mark = text.indexOf('?');
        Target target = of(mark < 0 ? text : text.substring(0, mark));
        String query = mark < 0 ? "" : text.substring(mark + 1);
        for (String pair : query.isEmpty() ? new String[0] : query.split("&")) {
            int equal = pair.indexOf('=');
            if (equal > 0) {
                target = target.with(decode(pair.substring(0, equal)), decode(pair.substring(equal + 1)));
            }
        }
        return target;
    }

    @Override
    public String toString() {
        String query = values.entrySet().stream()
                .map(value -> encode(value.getKey()) + "=" + encode(value.getValue()))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? screen : screen + "?" + query;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
