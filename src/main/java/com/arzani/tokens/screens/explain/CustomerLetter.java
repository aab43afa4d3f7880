package com.arzani.tokens.screens.explain;

import com.arzani.tokens.ledger.BalanceExplanation;
import com.arzani.tokens.ledger.BalanceExplanation.End;
import com.arzani.tokens.ledger.Flow;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.ui.Texts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/// A balance told to its owner in a plain paragraph, without a word of bookkeeping.
final class CustomerLetter {
    private static final int ENDS_TOLD = 3;

    private final Texts texts;
    private final Dates dates;
    private String named = "";

    CustomerLetter(Texts texts) {
        this.texts = texts;
        dates = new Dates(texts);
    }

    /// @param now the time of writing, which decides whether something is still to end
    String tell(BalanceExplanation shown, Instant now) {
        named = "";
        boolean past = !shown.moment().isNow();
        Instant at = past ? moment(shown) : now;
        if (shown.flows().isEmpty()) {
            return past ? texts.get("explain.tell.none_then", dates.minute(at)) : texts.get("explain.tell.none");
        }
        StringJoiner told = new StringJoiner(" ");
        List<Flow> spent = new ArrayList<>();
        for (Flow flow : shown.flows()) {
            if (flow.sort() == Flow.Sort.SPENT) {
                spent.add(flow);
            } else {
                spends(told, spent);
                told.add(sentence(flow));
            }
        }
        spends(told, spent);
        told.add(texts.get(
                past ? "explain.tell.left_then" : "explain.tell.left",
                shown.balance().count(),
                past ? dates.minute(at) : ""));
        ends(told, shown, at);
        if (shown.owed().count() > 0) {
            told.add(texts.get(
                    past ? "explain.tell.owed_then" : "explain.tell.owed",
                    shown.owed().count()));
        }
        return told.toString();
    }

    private static Instant moment(BalanceExplanation shown) {
        return shown.moment().at() != null ? shown.moment().at() : shown.state().last();
    }

    private String sentence(Flow flow) {
        String key = "explain.tell." + flow.sort().name().toLowerCase(Locale.ROOT);
        return texts.get(
                key,
                period(flow.first(), flow.last()),
                flow.tokens().count() < 0
                        ? flow.tokens().negated().count()
                        : flow.tokens().count(),
                flow.entries());
    }

    /// All spends are one sentence; called again it adds nothing.
    private void spends(StringJoiner told, List<Flow> spent) {
        if (spent.isEmpty()) {
            return;
        }
        Instant first = spent.stream().map(Flow::first).min(Instant::compareTo).orElseThrow();
        Instant last = spent.stream().map(Flow::last).max(Instant::compareTo).orElseThrow();
        Tokens all = spent.stream()
                .map(Flow::tokens)
                .reduce(Tokens.ZERO, Tokens::plus)
                .negated();
        // Several actions may go by one name for a customer.
        List<String> parts = spent.stream()
                .collect(Collectors.groupingBy(
                        flow -> purpose(flow.action()),
                        java.util.LinkedHashMap::new,
                        Collectors.reducing(Tokens.ZERO, flow -> flow.tokens().negated(), Tokens::plus)))
                .entrySet()
                .stream()
                .map(part ->
                        texts.get("explain.tell.spent.part", part.getValue().toString(), part.getKey()))
                .toList();
        String period = period(first, last);
        told.add(
                parts.size() == 1
                        ? texts.get(
                                "explain.tell.spent.one",
                                period,
                                all.count(),
                                purpose(spent.getFirst().action()))
                        : texts.get("explain.tell.spent", period, all.count(), listed(parts)));
        spent.clear();
    }

    /// What an action is called in a letter.
    String purpose(String action) {
        String key = "explain.purpose." + action;
        return action != null && texts.has(key) ? texts.get(key) : texts.get("explain.purpose.other");
    }

    private void ends(StringJoiner told, BalanceExplanation shown, Instant at) {
        Tokens over = Tokens.ZERO;
        List<End> coming = new ArrayList<>();
        Tokens ending = Tokens.ZERO;
        for (End end : shown.open().ends()) {
            if (end.wasOver(at)) {
                over = over.plus(end.tokens());
            } else {
                coming.add(end);
                ending = ending.plus(end.tokens());
            }
        }
        if (over.count() > 0) {
            told.add(texts.get("explain.tell.over", over.count()));
        }
        if (coming.isEmpty()) {
            return;
        }
        boolean all = ending.equals(shown.balance()) && coming.size() == 1;
        if (all) {
            told.add(texts.get(
                    "explain.tell.ends.all",
                    ending.count(),
                    dates.day(coming.getFirst().day())));
            return;
        }
        List<String> parts = new ArrayList<>();
        Tokens rest = ending;
        for (End end : coming.subList(0, Math.min(ENDS_TOLD, coming.size()))) {
            parts.add(texts.get(
                    parts.isEmpty() ? "explain.tell.ends.first" : "explain.tell.ends.next",
                    end.tokens().count(),
                    dates.day(end.day())));
            rest = rest.minus(end.tokens());
        }
        if (rest.count() > 0) {
            parts.add(texts.get("explain.tell.ends.later", rest.count()));
        }
        boolean others = ending.plus(over).compareTo(shown.balance()) < 0;
        told.add(texts.get(others ? "explain.tell.ends.others" : "explain.tell.ends", listed(parts)));
    }

    /// "a, b and c".
    String listed(List<String> parts) {
        return parts.size() < 2
                ? String.join("", parts)
                : texts.get(
                        "explain.tell.list", String.join(", ", parts.subList(0, parts.size() - 1)), parts.getLast());
    }

    /// When, to begin a sentence with; a day that was just named is "that day".
    private String period(Instant first, Instant last) {
        String period = dates.period(first, last);
        boolean again = period.equals(named) && dates.day(first).equals(dates.day(last));
        named = period;
        return capital(again ? texts.get("explain.same_day") : period);
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.UK) + text.substring(1);
    }
}
