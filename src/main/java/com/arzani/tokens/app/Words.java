package com.arzani.tokens.app;

import com.arzani.tokens.http.Wording;
import com.arzani.tokens.problem.TokenProblem;
import com.arzani.tokens.ui.Texts;
import java.util.Optional;

/// The service's texts: a sentence for customers where there is one, else the one everybody reads.
record Words(Texts texts) implements Wording {
    @Override
    public String of(TokenProblem problem) {
        String own = "api.problem." + problem.key();
        return texts.has(own) ? texts.get(own, problem.arguments().toArray()) : texts.of(problem);
    }

    @Override
    public Optional<String> text(String key) {
        return texts.has(key) ? Optional.of(texts.get(key)) : Optional.empty();
    }
}
