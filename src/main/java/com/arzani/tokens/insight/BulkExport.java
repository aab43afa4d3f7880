package com.arzani.tokens.insight;

import com.arzani.tokens.files.CsvColumn;
import com.arzani.tokens.files.CsvTable;
import com.arzani.tokens.files.WholeFile;
import com.arzani.tokens.ledger.BulkRow;
import com.arzani.tokens.ledger.BulkText;
import com.arzani.tokens.ledger.Direction;
import com.arzani.tokens.problem.TokenProblem;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/// The rows of a batch that were not posted, each with its reason, as a file that can be put right and read again.
public final class BulkExport {
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+");

    private static final CsvTable<Rest> TABLE = new CsvTable<>(List.of(
            CsvColumn.number("row", rest -> (long) rest.row()),
            typed("user_id", rest -> rest.text().user()),
            typed("tokens", rest -> rest.text().tokens()),
            CsvColumn.text("reason_code", rest -> rest.text().reason()),
            CsvColumn.text("note", rest -> rest.text().note()),
            CsvColumn.text("problem", Rest::problem)));

    private BulkExport() {}

    /// A row that was left.
    ///
    /// @param problem why, in words; empty when its turn never came
    public record Rest(int row, BulkText text, String problem) {
        /// A row of a batch that the database keeps.
        public static Rest of(BulkRow row, Function<TokenProblem, String> words) {
            boolean takes = row.line().direction() == Direction.DEBIT;
            long tokens = row.line().tokens().count();
            BulkText text = new BulkText(
                    Long.toString(row.line().userId()),
                    Long.toString(takes ? -tokens : tokens),
                    row.line().reason().code(),
                    row.line().reason().note());
            return new Rest(row.line().row(), text, row.refusal().map(words).orElse(""));
        }
    }

    /// Writes the rows.
    ///
    /// @return how many
    public static long write(List<Rest> rows, Path target) {
        return WholeFile.write(target, out -> {
            TABLE.write(out, rows::forEach);
            return (long) rows.size();
        });
    }

    /// What should be a number may be anything; a number itself is never escaped.
    private static CsvColumn<Rest> typed(String header, Function<Rest, String> value) {
        return new CsvColumn<>(
                header, value.andThen(text -> NUMBER.matcher(text).matches() ? text : CsvColumn.harmless(text)));
    }
}
