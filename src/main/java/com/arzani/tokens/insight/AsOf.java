package com.arzani.tokens.insight;

import com.arzani.tokens.database.Database;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Until when kept figures are complete: whatever was committed earlier is in them. Of several, the one that lags most.
public final class AsOf {
    /// The mark of everything that is folded from entries: flows, liability, utilisation.
    public static final String ENTRIES = "token_daily_totals";

    private static final String LAGGING = """
            SELECT folded_at FROM token_rollup_marks WHERE name IN (:marks) ORDER BY folded_at LIMIT 1
            """;

    private AsOf() {}

    /// @param marks names in `token_rollup_marks`
    /// @return empty while nothing was ever folded
    public static Optional<Instant> of(Database database, String... marks) {
        return database.read(session -> session.createNativeQuery(LAGGING, Instant.class)
                .setParameterList("marks", List.of(marks))
                .uniqueResultOptional()
                .filter(Instant.EPOCH::isBefore));
    }
}
