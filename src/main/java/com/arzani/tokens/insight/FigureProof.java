package com.arzani.tokens.insight;

import java.time.Instant;
import java.util.List;

/// One proof of the kept figures against the entries: asked for, under way, or ended.
///
/// @param asOf            until when what was proven is complete; null before it begins, and as long as nothing was
/// folded
/// @param finishedAt      null until it ends
/// @param differenceCount how many figures differ; `differences` are the first of them
public record FigureProof(
        long id,
        State state,
        String requestedBy,
        Instant requestedAt,
        Instant asOf,
        Instant finishedAt,
        long differenceCount,
        List<Difference> differences) {
    public FigureProof {
        differences = List.copyOf(differences);
    }

    /// In the order of a proof's life.
    public enum State {
        WAITING,
        RUNNING,
        GREEN,
        RED;

        public boolean isOver() {
            return this == GREEN || this == RED;
        }
    }

    /// A row that is kept otherwise than it should be.
    ///
    /// @param figure  the table
    /// @param place   the row's key in words
    /// @param kept    its numbers, with slashes between; empty if there is no such row
    /// @param derived what they should be
    public record Difference(String figure, String place, String kept, String derived) {}
}
