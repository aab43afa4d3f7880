package com.arzani.tokens.screens.users;

import com.arzani.tokens.market.CustomerFilter;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.FilterChip;
import com.arzani.tokens.ui.Target;
import com.arzani.tokens.ui.Texts;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// A kind of users, as another screen counted them: segment, plan, balance, month of joining, bought soon after.
///
/// @param values by the names of a [Target], only those that can be asked for
record UserKind(Map<String, String> values) {
    static final UserKind NONE = new UserKind(Map.of());
    private static final List<String> NAMES =
            List.of(Places.SEGMENT, Places.PLAN, Places.BAND, Places.COHORT, Places.CONVERTED);
    private static final Set<String> SEGMENTS = Set.of("registered", "new", "active", "sleeping", "lapsed", "heaviest");
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.UK);

    UserKind {
        values = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    static UserKind of(Target target) {
        Map<String, String> found = new LinkedHashMap<>();
        NAMES.forEach(name ->
                target.value(name).filter(value -> isKnown(name, value)).ifPresent(value -> found.put(name, value)));
        return new UserKind(found);
    }

    private static boolean isKnown(String name, String value) {
        return switch (name) {
            case Places.SEGMENT -> SEGMENTS.contains(value);
            case Places.BAND -> value.matches("[0-7]");
            case Places.COHORT -> value.matches("[0-9]{4}-(0[1-9]|1[0-2])-01");
            case Places.CONVERTED -> value.matches("true|false");
            default -> value.length() <= 50;
        };
    }

    boolean isNone() {
        return values.isEmpty();
    }

    UserKind without(String name) {
        Map<String, String> fewer = new LinkedHashMap<>(values);
        fewer.remove(name);
        return new UserKind(fewer);
    }

    Target in(Target place) {
        Target named = place;
        for (Map.Entry<String, String> value : values.entrySet()) {
            named = named.with(value.getKey(), value.getValue());
        }
        return named;
    }

    CustomerFilter filter() {
        String band = values.get(Places.BAND);
        String cohort = values.get(Places.COHORT);
        String converted = values.get(Places.CONVERTED);
        return new CustomerFilter(
                values.get(Places.SEGMENT),
                values.get(Places.PLAN),
                band == null ? null : Integer.valueOf(band),
                cohort == null ? null : LocalDate.parse(cohort),
                null,
                converted == null ? null : Boolean.valueOf(converted));
    }

    List<FilterChip> chips(Texts texts) {
        return values.entrySet().stream()
                .map(value ->
                        new FilterChip(value.getKey(), texts.get("users.kind." + value.getKey()), words(texts, value)))
                .toList();
    }

    private static String words(Texts texts, Map.Entry<String, String> value) {
        return switch (value.getKey()) {
            case Places.SEGMENT -> texts.get("users.segment." + value.getValue());
            case Places.BAND -> texts.get("users.band." + value.getValue());
            case Places.COHORT -> MONTH.format(LocalDate.parse(value.getValue()));
            case Places.CONVERTED -> texts.get("users.converted." + value.getValue());
            default -> value.getValue();
        };
    }
}
