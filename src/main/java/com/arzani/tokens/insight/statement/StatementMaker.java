package com.arzani.tokens.insight.statement;

import com.arzani.tokens.files.RowProgress;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;

/// What makes a month's statement; see [Statement#make].
public interface StatementMaker {
    Statement.Files make(YearMonth month, Path folder, Instant now, RowProgress progress);
}
