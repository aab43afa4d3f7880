package com.arzani.tokens.screens.bulk;

import com.arzani.tokens.ledger.BulkCell;
import com.arzani.tokens.ledger.BulkCheck;
import com.arzani.tokens.ledger.BulkChecked;
import com.arzani.tokens.ledger.BulkOutcome;
import com.arzani.tokens.ledger.BulkText;
import com.arzani.tokens.problem.TokenProblem;
import com.arzani.tokens.ui.SafeText;
import com.arzani.tokens.ui.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Makes rows of the sheet. Knows words, no nodes; used on any thread.
record BulkRows(BulkCheck check, Texts texts) {
    /// Rows numbered from a number on.
    List<BulkItem> all(List<BulkText> typed, int first) {
        List<BulkItem> items = new ArrayList<>(typed.size());
        for (BulkText text : typed) {
            items.add(one(first + items.size(), text));
        }
        return items;
    }

    /// The same rows, read again and no longer rehearsed.
    List<BulkItem> again(List<BulkItem> items) {
        return items.stream().map(item -> one(item.row(), item.text())).toList();
    }

    BulkItem one(int row, BulkText text) {
        BulkChecked checked = check.check(row, text);
        List<String> sentences = new ArrayList<>();
        for (BulkCell cell : BulkCell.values()) {
            TokenProblem problem = checked.problems().get(cell);
            if (problem != null) {
                sentences.add(SafeText.line(texts.of(problem)));
            }
        }
        return new BulkItem(row, text, checked, null, String.join(" ", sentences));
    }

    /// The rows with what a rehearsal said of them.
    List<BulkItem> rehearsed(List<BulkItem> items, List<BulkOutcome> outcomes) {
        Map<Integer, BulkOutcome> byRow =
                outcomes.stream().collect(Collectors.toMap(BulkOutcome::row, Function.identity()));
        return items.stream()
                .map(item -> {
                    BulkOutcome outcome = byRow.get(item.row());
                    String refused = outcome == null
                            ? item.problem()
                            : outcome.refusal().map(texts::of).orElse("");
                    return new BulkItem(item.row(), item.text(), item.checked(), outcome, refused);
                })
                .toList();
    }
}
