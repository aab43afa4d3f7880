package com.arzani.tokens.screens.bulk;

import com.arzani.tokens.ledger.BulkLine;
import com.arzani.tokens.ledger.Direction;
import com.arzani.tokens.money.Digits;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.ui.Texts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What the rows of a rehearsal come to.
///
/// @param posts    rows that would be posted
/// @param refusals why rows would not be, with how many each
record BulkTotals(
        int rows,
        int posts,
        int customers,
        Tokens granted,
        Tokens taken,
        Tokens debtPaid,
        Map<String, Integer> refusals) {
    static BulkTotals of(List<BulkItem> items) {
        Tokens granted = Tokens.ZERO;
        Tokens taken = Tokens.ZERO;
        Tokens paid = Tokens.ZERO;
        int posts = 0;
        Set<Long> customers = new HashSet<>();
        Map<String, Integer> refusals = new TreeMap<>();
        for (BulkItem item : items) {
            if (item.posts()) {
                BulkLine line = item.checked().line().orElseThrow();
                posts++;
                customers.add(line.userId());
                granted = line.direction() == Direction.CREDIT ? granted.plus(line.tokens()) : granted;
                taken = line.direction() == Direction.DEBIT ? taken.plus(line.tokens()) : taken;
                paid = paid.plus(item.outcome().debtPaid());
            } else {
                refusals.merge(item.problem(), 1, Integer::sum);
            }
        }
        return new BulkTotals(items.size(), posts, customers.size(), granted, taken, paid, Map.copyOf(refusals));
    }

    int refused() {
        return rows - posts;
    }

    /// The totals in sentences.
    String words(Texts texts) {
        List<String> lines = new ArrayList<>();
        lines.add(texts.get("bulk.totals.rows", posts, customers));
        if (granted.count() > 0) {
            lines.add(texts.get("bulk.totals.granted", granted.toString()));
        }
        if (debtPaid.count() > 0) {
            lines.add(texts.get("bulk.totals.debt", debtPaid.toString()));
        }
        if (taken.count() > 0) {
            lines.add(texts.get("bulk.totals.taken", taken.toString()));
        }
        return String.join("\n", lines);
    }

    /// The most frequent refusals, most first.
    String refusedWords(Texts texts, int most) {
        return refusals.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(most)
                .map(each -> texts.get("bulk.totals.refusal", Digits.grouped(each.getValue()), each.getKey()))
                .collect(Collectors.joining("\n"));
    }

    /// What the primary button does, such as "Grant 12,300 tokens to 840 customers".
    String verb(Texts texts) {
        if (granted.count() > 0 && taken.count() > 0) {
            return texts.get("bulk.run.both", granted.toString(), taken.toString(), customers);
        }
        return taken.count() > 0
                ? texts.get("bulk.run.take", taken.toString(), customers)
                : texts.get("bulk.run.grant", granted.toString(), customers);
    }
}
