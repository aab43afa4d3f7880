package com.arzani.tokens.demonstration;

import com.arzani.tokens.ledger.EntryType;
import java.util.ArrayList;
import java.util.List;

/// An entry as it was posted, and what is needed to take it back.
final class Posted {
    record Draw(Lot lot, long tokens) {}

    final long id;
    final int userId;
    final EntryType type;
    final int direction;
    final long tokens;
    final long at;
    long owedDelta;
    long delta;
    long balanceAfter;
    long seq;
    byte[] hash;
    /// The lot it opened, if any.
    Lot lot;
    /// In the order of drawing.
    final List<Draw> draws = new ArrayList<>(2);

    Posted(long id, Movement movement, long at) {
        this.id = id;
        this.userId = movement.userId;
        this.type = movement.type;
        this.direction = movement.direction;
        this.tokens = movement.tokens;
        this.at = at;
    }

    long drawn() {
        return draws.stream().mapToLong(Draw::tokens).sum();
    }
}
