package com.arzani.tokens.insight.statement;

import com.arzani.tokens.money.Digits;
import com.arzani.tokens.money.Pence;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/// One table of a statement; page and sheet are made from the same.
///
/// @param currency ISO 4217 of its money (T21)
/// @param columns  headers; the first stands over the labels
public record StatementTable(String title, String currency, List<String> columns, List<Row> rows) {
    private static final Map<String, String> SIGNS = Map.of("GBP", "£", "EUR", "€", "USD", "$");

    public StatementTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /// @param values each [Pence], [Tokens], a `Long` count, a `BigDecimal` percentage, or null
    /// @param total  whether it is a sum over the rows before it
    public record Row(String label, List<Object> values, boolean total) {
        public Row {
            values = Collections.unmodifiableList(values);
        }

        static Row of(String label, Object... values) {
            return new Row(label, Arrays.asList(values), false);
        }

        static Row sum(String label, Object... values) {
            return new Row(label, Arrays.asList(values), true);
        }
    }

    /// A value as it is read; empty where there is none.
    String text(Object value) {
        if (value instanceof Pence pence) {
            return pence.toString().replace("£", sign(currency));
        }
        if (value instanceof Long count) {
            return Digits.grouped(count);
        }
        if (value instanceof BigDecimal percent) {
            return percent.toPlainString().replace("-", "\u2212") + "%";
        }
        return value == null ? "" : value.toString();
    }

    static String sign(String currency) {
        return SIGNS.getOrDefault(currency, currency + " ");
    }
}
