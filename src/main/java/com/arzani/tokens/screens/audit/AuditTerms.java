package com.arzani.tokens.screens.audit;

import com.arzani.tokens.access.AuditEvent;
import com.arzani.tokens.access.AuditFilter;
import com.arzani.tokens.money.Digits;
import com.arzani.tokens.screens.Places;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The filters in force in their text form, by name, in the order in which they were set. The same text stands in
/// chips,
/// in the typed line and in the history.
///
/// @param values only values that [#read] accepts
record AuditTerms(Map<String, String> values) {
    static final String BY = Places.BY;
    static final String ACTION = "action";
    static final String CUSTOMER = Places.CUSTOMER;
    static final String SUBJECT = "subject";
    static final String FROM = "from";
    static final String TO = "to";
    static final String REASON = "reason";
    static final List<String> NAMES = List.of(BY, ACTION, CUSTOMER, SUBJECT, FROM, TO, REASON);
    static final AuditTerms NONE = new AuditTerms(Map.of());

    /// A name, a colon, and a word or a text in quotes.
    private static final Pattern WORD = Pattern.compile("(?:([A-Za-z]+):)?(\"[^\"]*\"?|\\S+)|(\\S+)");

    private static final int REASON_MAX = 200;

    AuditTerms {
        values = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /// The value as it is kept, or nothing if a filter of that name cannot take it.
    static Optional<String> read(String name, String typed) {
        String value = typed.strip();
        boolean fits = switch (name) {
            case BY -> value.matches("[!-~]{1,100}");
            case ACTION -> value.matches("[a-z_]{1,100}");
            case CUSTOMER -> Digits.parse(value).isPresent();
            case SUBJECT -> value.matches("[a-z_]{1,50}/[!-~]{1,100}");
            case FROM, TO -> isDay(value);
            case REASON -> isReason(value);
            default -> false;
        };
        return fits ? Optional.of(value) : Optional.empty();
    }

    private static boolean isDay(String value) {
        try {
            int year = LocalDate.parse(value).getYear();
            return year > 1999 && year < 3000;
        } catch (DateTimeException notADay) {
            return false;
        }
    }

    private static boolean isReason(String value) {
        String text = value.endsWith("*") ? value.substring(0, value.length() - 1) : value;
        return !text.isBlank()
                && text.length() <= REASON_MAX
                && text.chars().noneMatch(c -> c < ' ' || Character.isSurrogate((char) c));
    }

    AuditTerms with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(values);
        more.put(name, value);
        return new AuditTerms(more);
    }

    AuditTerms without(String name) {
        Map<String, String> fewer = new LinkedHashMap<>(values);
        fewer.remove(name);
        return new AuditTerms(fewer);
    }

    boolean periodIsUpsideDown() {
        String from = values.get(FROM);
        String to = values.get(TO);
        return from != null && to != null && LocalDate.parse(from).isAfter(LocalDate.parse(to));
    }

    /// The filters as one line, as they could be typed.
    String words() {
        return values.entrySet().stream()
                .map(term -> term.getKey() + ":"
                        + (term.getValue().contains(" ") ? '"' + term.getValue() + '"' : term.getValue()))
                .collect(Collectors.joining(" "));
    }

    AuditFilter filter() {
        String customer = values.get(CUSTOMER);
        String subject = values.get(SUBJECT);
        String reason = values.get(REASON);
        int slash = subject == null ? 0 : subject.indexOf('/');
        boolean beginning = reason != null && reason.endsWith("*");
        return new AuditFilter(
                values.get(BY),
                values.get(ACTION),
                customer == null ? null : Long.valueOf(customer),
                subject == null
                        ? null
                        : new AuditEvent.Subject(subject.substring(0, slash), subject.substring(slash + 1)),
                reason == null
                        ? null
                        : new AuditFilter.Text(
                                beginning ? reason.substring(0, reason.length() - 1) : reason, beginning),
                new AuditFilter.Period(start(FROM, 0), start(TO, 1)));
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

    /// The words of a typed line; a number alone is a customer, everything else needs its name.
    static List<Word> words(String line) {
        List<Word> words = new ArrayList<>();
        Matcher word = WORD.matcher(line.strip());
        while (word.find()) {
            String name = word.group(1) == null ? "" : word.group(1).toLowerCase(Locale.ROOT);
            String value = word.group(2) == null ? word.group(3) : word.group(2).replace("\"", "");
            boolean customer = name.isEmpty() && Digits.parse(value).isPresent();
            words.add(new Word(customer ? CUSTOMER : name, value));
        }
        return words;
    }

    /// @param name empty if nobody knows what the word means
    record Word(String name, String value) {}
}
