package com.arzani.tokens.payments.simulator;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/// The parameters of one request, by their written names: `limit`, `created[gte]`, `line_items[0][price]`.
final class Params {
    private static final int TEXT_MAX = 5_000;

    private final Map<String, String> values;

    private Params(Map<String, String> values) {
        this.values = values;
    }

    static Params decode(String encoded) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : encoded == null || encoded.isEmpty() ? new String[0] : encoded.split("&")) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw StripeRefusal.invalid("Invalid request (parameters could not be read).", null);
            }
            String name = decoded(pair.substring(0, equals));
            // `expand[]` and `expand[0]` mean the same; each gets a place of its own.
            String key = name.endsWith("[]") ? name.substring(0, name.length() - 1) + values.size() + "]" : name;
            values.put(key, decoded(pair.substring(equals + 1)));
        }
        return new Params(values);
    }

    /// One text and one list of texts, as a request would hold them.
    static Params of(String name, String value, String list, List<String> items) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put(name, value);
        items.forEach(item -> values.put(list + "[" + values.size() + "]", item));
        return new Params(values);
    }

    Params and(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(values);
        more.put(name, value);
        return new Params(more);
    }

    /// Refuses what the endpoint does not know. `#` stands for a place in a list, `*` for a name of the caller's.
    void allowOnly(Set<String> names) {
        for (String name : values.keySet()) {
            String shape = name.replaceAll("\\[\\d+\\]", "[#]");
            boolean cleared = cleared(name) && names.contains(name + "[*]");
            if (!cleared && !names.contains(shape) && !names.contains(shape.replaceAll("\\[[^\\]]*\\]$", "[*]"))) {
                throw StripeRefusal.unknownParameter(name);
            }
        }
    }

    Optional<String> text(String name) {
        String value = values.get(name);
        if (value != null && value.length() > TEXT_MAX) {
            throw StripeRefusal.invalid("Invalid string: too long.", name);
        }
        return Optional.ofNullable(value).filter(text -> !text.isEmpty());
    }

    /// Whether it was sent empty, which takes a value away.
    boolean cleared(String name) {
        return "".equals(values.get(name));
    }

    String required(String name) {
        return text(name).orElseThrow(() -> StripeRefusal.missing(name));
    }

    OptionalLong whole(String name) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(text.get()));
        } catch (NumberFormatException notWhole) {
            throw StripeRefusal.invalid("parameter_invalid_integer", "Invalid integer: " + text.get(), name);
        }
    }

    Optional<Boolean> truth(String name) {
        return text(name).map(value -> switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw StripeRefusal.invalid("Invalid boolean: " + value, name);
        });
    }

    /// The values of `name[0]`, `name[1]` …, in their order.
    List<String> list(String name) {
        List<String> list = new ArrayList<>();
        values.forEach((key, value) -> {
            if (key.matches("\\Q" + name + "\\E\\[\\d+\\]")) {
                list.add(value);
            }
        });
        return list;
    }

    /// The values of `name[a]`, `name[b]` … by `a`, `b`.
    Map<String, String> map(String name) {
        Map<String, String> map = new TreeMap<>();
        String start = name + "[";
        values.forEach((key, value) -> {
            if (key.startsWith(start) && key.indexOf(']', start.length()) == key.length() - 1) {
                map.put(key.substring(start.length(), key.length() - 1), value);
            }
        });
        return map;
    }

    /// The same for the same parameters in any order.
    String canonical() {
        return new TreeMap<>(values).toString();
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            throw StripeRefusal.invalid("Invalid request (parameters could not be read).", null);
        }
    }
}
