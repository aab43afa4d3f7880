package com.arzani.tokens.app;

import com.arzani.tokens.ui.Failure;
import com.arzani.tokens.ui.Failures;
import com.arzani.tokens.ui.Texts;
import picocli.CommandLine;

/// Tells what stopped a command in one sentence; the cause is in the log.
final class PlainErrors implements CommandLine.IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception thrown, CommandLine line, CommandLine.ParseResult parsed) {
        Failure failure = new Failures(Texts.load()).describe(thrown);
        line.getErr().println(failure.text());
        return failure.unexpected() ? CommandLine.ExitCode.SOFTWARE : 2;
    }
}
