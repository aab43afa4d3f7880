package com.arzani.tokens.ledger;

import com.arzani.tokens.problem.TokenProblem;
import java.util.Map;
import java.util.Optional;

/// A typed row, read: a line that can be rehearsed, or what is wrong with which cell.
public record BulkChecked(Optional<BulkLine> line, Map<BulkCell, TokenProblem> problems) {
    public BulkChecked {
        problems = Map.copyOf(problems);
    }
}
