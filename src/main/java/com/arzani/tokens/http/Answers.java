package com.arzani.tokens.http;

import io.javalin.http.Context;

/// Short JSON answers of our own words; nothing of the request is repeated in them.
final class Answers {
    private Answers() {}

    static void json(Context request, int status, String body) {
        request.status(status).contentType("application/json").result(body);
    }

    /// @param key plain letters, never anything that came with the request
    static void error(Context request, int status, String key) {
        json(request, status, "{\"error\":\"" + key + "\"}");
    }
}
