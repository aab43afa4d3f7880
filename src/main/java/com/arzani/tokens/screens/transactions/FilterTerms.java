package com.arzani.tokens.screens.transactions;

import com.arzani.tokens.ledger.Direction;
import com.arzani.tokens.ledger.EntryFilter;
import com.arzani.tokens.ledger.EntryType;
import com.arzani.tokens.money.Digits;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.screens.Places;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The filters in force in their text form, by name, in the order in which they were set: `user` -> `42`. The same text
/// stands in chips, in the typed bar and in the history.
///
/// @param values only values that [#read] accepts
record FilterTerms(Map<String, String> values) {
    static final String USER = Places.USER;
    static final String TYPE = Places.TYPE;
    static final String DIRECTION = Places.DIRECTION;
    static final String FROM = Places.FROM;
    static final String TO = Places.TO;
    static final String AMOUNT = "amount";
    static final String ACTION = "action";
    static final String STRIPE = Places.STRIPE;
    static final String KEY = "key";
    static final String ORDER = Places.ORDER;
    static final String PACKAGE = Places.PACKAGE;
    static final String PLAN = Places.PLAN;
    static final String VARIANT = Places.VARIANT;
    static final String BUYER = Places.BUYER;

    /// What stands for a buyer without a plan, or a sale outside of every experiment.
    static final String WITHOUT = Places.WITHOUT;

    static final List<String> NAMES =
            List.of(USER, TYPE, DIRECTION, FROM, TO, AMOUNT, ACTION, STRIPE, KEY, ORDER, PACKAGE, PLAN, VARIANT, BUYER);
    static final FilterTerms NONE = new FilterTerms(Map.of());

    FilterTerms {
        values = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /// The value as it is kept, or nothing if a filter of that name cannot take it.
    static Optional<String> read(String name, String typed) {
        String value = typed.strip();
        Optional<String> kept = switch (name) {
            case USER, ORDER, PACKAGE -> digits(value);
            case TYPE -> types(value);
            case DIRECTION -> Optional.of(value.toLowerCase(Locale.ROOT)).filter(Set.of("in", "out")::contains);
            case FROM, TO -> day(value).map(LocalDate::toString);
            case AMOUNT -> amount(value);
            case ACTION, PLAN, VARIANT -> text(value, 100);
            case BUYER -> Optional.of(value.toLowerCase(Locale.ROOT)).filter(Set.of("new", "returning")::contains);
            case STRIPE -> text(value, 255);
            case KEY -> text(value, 200);
            default -> Optional.empty();
        };
        return kept.filter(some -> !some.isEmpty());
    }

    private static Optional<String> digits(String value) {
        OptionalLong number = Digits.parse(value);
        return number.isPresent() ? Optional.of(Long.toString(number.getAsLong())) : Optional.empty();
    }

    private static Optional<String> text(String value, int longest) {
        boolean plain = value.length() <= longest && value.chars().allMatch(c -> c > ' ' && c < 0x7F);
        return plain ? Optional.of(value) : Optional.empty();
    }

    private static Optional<String> types(String value) {
        Set<String> known =
                Arrays.stream(EntryType.values()).map(EntryType::code).collect(Collectors.toSet());
        Set<String> named = new TreeSet<>(List.of(value.toLowerCase(Locale.ROOT).split(",")));
        return known.containsAll(named) ? Optional.of(String.join(",", named)) : Optional.empty();
    }

    private static Optional<LocalDate> day(String value) {
        try {
            return Optional.of(LocalDate.parse(value)).filter(day -> day.getYear() > 1999 && day.getYear() < 3000);
        } catch (DateTimeException notADay) {
            return Optional.empty();
        }
    }

    private static Optional<String> amount(String value) {
        int dots = value.indexOf("..");
        String low = dots < 0 ? value : value.substring(0, dots);
        String high = dots < 0 ? value : value.substring(dots + 2);
        boolean lowFits = low.isEmpty() || Digits.parse(low).isPresent();
        boolean highFits = high.isEmpty() || Digits.parse(high).isPresent();
        boolean any = !low.isEmpty() || !high.isEmpty();
        return any && lowFits && highFits ? Optional.of(value) : Optional.empty();
    }

    FilterTerms with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(values);
        more.put(name, value);
        return new FilterTerms(more);
    }

    FilterTerms without(String name) {
        Map<String, String> fewer = new LinkedHashMap<>(values);
        fewer.remove(name);
        return new FilterTerms(fewer);
    }

    /// The filters as one line, as they could be typed.
    String words() {
        return values.entrySet().stream()
                .map(term -> term.getKey() + ":" + term.getValue())
                .collect(Collectors.joining(" "));
    }

    boolean periodIsUpsideDown() {
        String from = values.get(FROM);
        String to = values.get(TO);
        return from != null && to != null && LocalDate.parse(from).isAfter(LocalDate.parse(to));
    }

    EntryFilter filter() {
        Set<EntryType> types = values.containsKey(TYPE)
                ? Arrays.stream(values.get(TYPE).split(","))
                        .map(code -> EntryType.valueOf(code.toUpperCase(Locale.ROOT)))
                        .collect(Collectors.toSet())
                : Set.of();
        EntryFilter.Subject subject =
                new EntryFilter.Subject(values.get(ACTION), values.get(STRIPE), values.get(KEY), number(ORDER));
        EntryFilter.Period period = new EntryFilter.Period(start(FROM, 0), start(TO, 1));
        EntryFilter.Sale sale = new EntryFilter.Sale(number(PACKAGE), sold(PLAN), sold(VARIANT), values.get(BUYER));
        return new EntryFilter(number(USER), types, subject, period, amount(), sale);
    }

    private String sold(String name) {
        return WITHOUT.equals(values.get(name)) ? "" : values.get(name);
    }

    private Long number(String name) {
        return values.containsKey(name) ? Long.valueOf(values.get(name)) : null;
    }

    private Instant start(String name, int daysLater) {
        String day = values.get(name);
        return day == null
                ? null
                : LocalDate.parse(day)
                        .plusDays(daysLater)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant();
    }

    private EntryFilter.Amount amount() {
        String direction = values.get(DIRECTION);
        Direction way = direction == null ? null : direction.equals("in") ? Direction.CREDIT : Direction.DEBIT;
        String value = values.getOrDefault(AMOUNT, "");
        int dots = value.indexOf("..");
        String low = dots < 0 ? value : value.substring(0, dots);
        String high = dots < 0 ? value : value.substring(dots + 2);
        return new EntryFilter.Amount(way, tokens(low), tokens(high));
    }

    private static Tokens tokens(String digits) {
        OptionalLong number = Digits.parse(digits);
        return number.isPresent() ? new Tokens(number.getAsLong()) : null;
    }

    /// The words of a typed line, each with the name it stands for; a word without a name is recognised by its shape.
    static List<Word> words(String line) {
        List<Word> words = new ArrayList<>();
        for (String token : line.strip().split("\\s+")) {
            if (!token.isEmpty()) {
                words.add(word(token));
            }
        }
        return words;
    }

    private static Word word(String token) {
        int colon = token.indexOf(':');
        String name = colon < 0 ? "" : token.substring(0, colon).toLowerCase(Locale.ROOT);
        String value = token.substring(colon + 1);
        if (name.equals(STRIPE) && value.startsWith("cs_")) {
            // A checkout's id is not on the entry; it names the operation that credited it.
            return new Word(KEY, token);
        }
        if (NAMES.contains(name) || name.equals(Places.ENTRY)) {
            return new Word(name, value);
        }
        if (token.startsWith("pi_")) {
            return new Word(STRIPE, token);
        }
        if (token.startsWith("cs_")) {
            return new Word(KEY, "stripe:" + token);
        }
        boolean uuid = token.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
        if (uuid || token.matches("(expiry|legacy):.+")) {
            return new Word(KEY, token);
        }
        return new Word(Digits.parse(token).isPresent() ? Places.ENTRY : "", token);
    }

    /// @param name empty if nobody knows what the word means
    record Word(String name, String value) {}
}
