package com.arzani.tokens.http;

/// What a route does. Problems are thrown as `TokenProblem`s; the server words them.
@FunctionalInterface
public interface Endpoint {
    Answer answer(Call call);
}
