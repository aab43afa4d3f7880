package com.arzani.tokens.checker;

import java.time.Instant;

/// A grant or take that waits for a second person.
///
/// @param owed the wallet's debt when it was asked for, or null if that cannot be said: what pays a debt is part of the
/// plan
record Request(long id, Step asked, String hash, Instant expires, Long owed) {
    boolean gives() {
        return asked.kind() == Step.Kind.REQUEST_GRANT;
    }
}
