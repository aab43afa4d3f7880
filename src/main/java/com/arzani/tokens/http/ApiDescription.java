package com.arzani.tokens.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The OpenAPI description of what is answered here, as a file and at `/openapi.json`.
public final class ApiDescription {
    private static final String FILE = "/openapi.json";

    private ApiDescription() {}

    public static Route route() {
        String text = text();
        return Route.get(FILE, Access.ANYBODY, call -> Answer.text(Answer.JSON, text));
    }

    public static String text() {
        try (InputStream file = ApiDescription.class.getResourceAsStream(FILE)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
