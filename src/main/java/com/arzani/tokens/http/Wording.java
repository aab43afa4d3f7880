package com.arzani.tokens.http;

import com.arzani.tokens.problem.TokenProblem;
import java.util.Optional;

/// The texts that answers are made of.
public interface Wording {
    /// What a person is told about a problem.
    String of(TokenProblem problem);

    /// A text of its key, if there is one.
    Optional<String> text(String key);
}
