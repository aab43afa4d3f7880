package com.arzani.tokens.http;

import java.util.OptionalLong;

/// Who asks, by a verified token.
///
/// @param userId `sub` of the token; a program with the scope `admin` may have none that is a user
public record Caller(OptionalLong userId, boolean admin) {
    static final Caller NOBODY = new Caller(OptionalLong.empty(), false);
}
