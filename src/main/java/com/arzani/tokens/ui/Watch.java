package com.arzani.tokens.ui;

/// Something that keeps looking as long as a person is signed in, also while its screen is not open. FX thread.
public interface Watch extends AutoCloseable {
    void begin();

    @Override
    void close();
}
