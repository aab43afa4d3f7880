package com.arzani.tokens.bench;

/// One way of spending a token. Called by many threads at once.
interface Spending extends AutoCloseable {
    /// Spends one token of a user and returns when it is committed.
    void spend(int user) throws Exception;

    @Override
    void close();
}
