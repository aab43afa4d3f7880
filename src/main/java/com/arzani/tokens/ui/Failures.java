package com.arzani.tokens.ui;

import com.arzani.tokens.problem.Conflict;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.TokenProblem;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns what was thrown into what a person is told. An unexpected failure is logged here, once, with its full cause;
/// the person sees a short code that leads to that line.
public final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private final Texts texts;

    public Failures(Texts texts) {
        this.texts = texts;
    }

    public Failure describe(Throwable thrown) {
        Throwable cause = unwrap(thrown);
        if (cause instanceof TokenProblem problem) {
            LOG.debug("Told as {}", problem.key(), problem);
            return new Failure(kind(problem), texts.of(problem), "", "");
        }
        String code = ErrorCode.of(cause);
        LOG.error("Unexpected failure {}", code, cause);
        return new Failure(
                Failure.Kind.UNEXPECTED, texts.get("failure.unexpected", code), code, ErrorCode.details(code, cause));
    }

    private static Throwable unwrap(Throwable thrown) {
        boolean wrapper = thrown instanceof CompletionException || thrown instanceof ExecutionException;
        return wrapper && thrown.getCause() != null ? unwrap(thrown.getCause()) : thrown;
    }

    private static Failure.Kind kind(TokenProblem problem) {
        if (problem instanceof Rejected) {
            return Failure.Kind.REJECTED;
        }
        return problem instanceof Conflict ? Failure.Kind.CONFLICT : Failure.Kind.UNAVAILABLE;
    }
}
