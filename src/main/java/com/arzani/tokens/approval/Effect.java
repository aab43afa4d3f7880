package com.arzani.tokens.approval;

import com.arzani.tokens.money.Tokens;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The effect of a request, as the database computed it by doing it and taking it back.
///
/// @param wallet what happens to a customer's wallet, if it is about one
/// @param facts  whatever else is to be shown, by name
public record Effect(Optional<OnWallet> wallet, Map<String, String> facts) {
    public Effect {
        facts = Map.copyOf(facts);
    }

    /// @param delta    tokens it moves, with their sign
    /// @param ended    tokens of ended lots that go first
    /// @param reverses entries it takes back
    public record OnWallet(Tokens delta, Change balance, Change owed, Tokens ended, Lots lots, List<Long> reverses) {
        public OnWallet {
            reverses = List.copyOf(reverses);
        }
    }

    public record Change(Tokens before, Tokens after) {}

    /// @param made    tokens of the lot it makes
    /// @param touched lots it draws from (+) or gives back to (−)
    public record Lots(Tokens made, List<LotShare> touched) {
        public Lots {
            touched = List.copyOf(touched);
        }
    }

    /// @param remaining what the lot holds afterwards
    /// @param expiresAt null if it never ends
    public record LotShare(long lot, String kind, Tokens tokens, Tokens remaining, Instant expiresAt) {}
}
