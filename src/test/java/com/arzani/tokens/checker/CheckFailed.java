package com.arzani.tokens.checker;

/// Something the ledger promises is not so.
final class CheckFailed extends AssertionError {
    CheckFailed(String what) {
        super(what);
    }

    CheckFailed(String what, Throwable cause) {
        super(what, cause);
    }
}
