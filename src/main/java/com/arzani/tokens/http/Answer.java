package com.arzani.tokens.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/// What a request is answered with.
public record Answer(int status, String contentType, byte[] body, Map<String, String> headers) {
    static final String JSON = "application/json";
    static final String PROBLEM = "application/problem+json";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    public Answer {
        headers = Map.copyOf(headers);
    }

    /// @param tree maps, lists, texts, whole numbers and truth values
    public static Answer json(int status, Object tree) {
        try {
            return new Answer(status, JSON, MAPPER.writeValueAsBytes(tree), Map.of());
        } catch (JsonProcessingException defect) {
            throw new IllegalArgumentException(defect);
        }
    }

    /// JSON as the database made it.
    public static Answer json(String text) {
        return new Answer(200, JSON, text.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    public static Answer text(String contentType, String text) {
        return new Answer(200, contentType, text.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    public Answer as(String otherType) {
        return new Answer(status, otherType, body, headers);
    }

    /// With more headers.
    Answer with(Map<String, String> others) {
        Map<String, String> more = new TreeMap<>(headers);
        more.putAll(others);
        return new Answer(status, contentType, body, more);
    }

    public Answer with(String name, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(name, value);
        return new Answer(status, contentType, body, more);
    }
}
