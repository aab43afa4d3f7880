package com.arzani.tokens.checker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All that was asked for and answered, by operation key, and what the ledger turned out to hold under each.
final class Records {
    /// One attempt at an operation, and what its caller was told.
    record Attempt(Step step, Outcome outcome) {}

    private final Map<String, List<Attempt>> attempts = new LinkedHashMap<>();
    private final Map<String, List<Entry>> present = new HashMap<>();

    void asked(Step step, Outcome outcome) {
        attempts.computeIfAbsent(ledgerKey(step), key -> new ArrayList<>()).add(new Attempt(step, outcome));
    }

    void found(Entry entry) {
        present.computeIfAbsent(entry.key(), key -> new ArrayList<>()).add(entry);
    }

    boolean isPresent(Step step) {
        return present.containsKey(ledgerKey(step));
    }

    Map<String, List<Attempt>> attempts() {
        return attempts;
    }

    /// Operations that were posted, in the order they were first asked for.
    List<Step> posted() {
        return attempts.values().stream()
                .filter(list -> isPresent(list.getFirst().step()))
                .map(list -> list.getFirst().step())
                .toList();
    }

    List<Step> all() {
        return attempts.values().stream().map(list -> list.getFirst().step()).toList();
    }

    /// The step that an entry was posted for: under its key, with its content.
    Step of(Entry entry) {
        return attempts.getOrDefault(entry.key(), List.of()).stream()
                .filter(attempt -> !attempt.outcome().refused())
                .map(Attempt::step)
                .filter(step -> matches(step, entry))
                .findFirst()
                .orElseThrow(() -> new CheckFailed("nobody who was not refused asked for " + entry
                        + "; asked under its key: " + attempts.get(entry.key())));
    }

    /// Whether what is in the ledger is exactly what was asked for.
    private static boolean matches(Step step, Entry entry) {
        return step.user() == entry.user()
                && type(step, entry.line()).equals(entry.type())
                && amount(step, entry.line()) == entry.amount()
                && java.util.Objects.equals(step.subject(), entry.reverses())
                && (step.direction() == 0 || step.direction() == entry.direction());
    }

    private static long amount(Step step, int line) {
        return step.isCredit()
                ? line == 0 ? step.order().tokens() : step.order().bonus()
                : step.tokens();
    }

    private static String type(Step step, int line) {
        return switch (step.kind()) {
            case SPEND -> "consumption";
            case GRANT, TAKE, APPROVE -> "adjustment";
            case GIFT -> "bonus";
            case CREDIT -> line == 0 ? "purchase" : "bonus";
            case REFUND -> "refund";
            case DISPUTE, RETURN -> "dispute";
            case REVERSE -> "reversal";
            default -> "nothing";
        };
    }

    static String ledgerKey(Step step) {
        return step.isCredit() ? "stripe:" + step.order().session() : step.key();
    }

    /// Acknowledged is present, refused is absent, and unknown turned out as one of both.
    void judge() {
        attempts.forEach((key, list) -> {
            List<Long> ids = present.getOrDefault(key, List.of()).stream()
                    .map(Entry::id)
                    .sorted()
                    .toList();
            boolean mayBePresent = false;
            for (Attempt attempt : list) {
                Outcome outcome = attempt.outcome();
                mayBePresent |= !outcome.refused();
                if (outcome.acknowledged()
                        && !outcome.entries().stream().sorted().toList().equals(ids)) {
                    throw new CheckFailed("acknowledged, but the ledger holds " + ids + ": " + attempt);
                }
                if (outcome.refused() && outcome.refusal().equals("key_used") && ids.isEmpty()) {
                    throw new CheckFailed("refused for a key that posted nothing: " + attempt);
                }
            }
            if (!ids.isEmpty() && !mayBePresent) {
                throw new CheckFailed("refused, but the ledger holds " + ids + ": " + list);
            }
        });
    }
}
