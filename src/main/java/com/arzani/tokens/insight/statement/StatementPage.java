package com.arzani.tokens.insight.statement;

import java.util.List;

/// One subject of a statement; begins on a page of its own.
///
/// @param note what one must know to read it
public record StatementPage(String title, String note, List<StatementChart> charts, List<StatementTable> tables) {
    public StatementPage {
        charts = List.copyOf(charts);
        tables = List.copyOf(tables);
    }
}
