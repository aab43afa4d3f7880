package com.arzani.tokens.http;

import com.arzani.tokens.money.Digits;
import com.arzani.tokens.problem.Rejected;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/// A request's body: one JSON object in UTF-8, within limits that no form comes near (H9). Fields nobody asks for are
/// not
/// looked at, so that the site may send more than this version knows.
public final class JsonBody {
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(16)
                            .maxTokenCount(5_000)
                            .maxNumberLength(40)
                            .maxNameLength(200)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final JsonNode root;

    private JsonBody(JsonNode root) {
        this.root = root;
    }

    static JsonBody of(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            JsonNode node = MAPPER.readTree(text);
            if (node == null || !node.isObject() || !storable(node)) {
                throw new Rejected("body_not_json");
            }
            return new JsonBody(node);
        } catch (CharacterCodingException | JsonProcessingException notJson) {
            // Not as a cause: the parser's message repeats what it read.
            throw new Rejected("body_not_json");
        }
    }

    /// No column holds a NUL or half a character (H4, H5).
    private static boolean storable(JsonNode node) {
        if (node.isTextual()) {
            String text = node.textValue();
            return text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
        }
        for (JsonNode child : node) {
            if (!storable(child)) {
                return false;
            }
        }
        return true;
    }

    /// A text; null if it is missing or null.
    ///
    /// @throws Rejected `field_not_text` (name)
    public String text(String name) {
        JsonNode value = root.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw new Rejected("field_not_text", name);
        }
        return value.textValue();
    }

    /// A whole number, also written as a text of digits.
    ///
    /// @throws Rejected `field_missing` (name), `field_not_number` (name)
    public long number(String name) {
        JsonNode value = root.path(name);
        if (value.isMissingNode() || value.isNull()) {
            throw new Rejected("field_missing", name);
        }
        OptionalLong number = value.isIntegralNumber() && value.canConvertToLong()
                ? OptionalLong.of(value.longValue())
                : value.isTextual() ? Digits.parse(value.textValue()) : OptionalLong.empty();
        return number.orElseThrow(() -> new Rejected("field_not_number", name));
    }

    /// As [#number(String)], or what is usual where it is missing.
    public long number(String name, long usual) {
        JsonNode value = root.path(name);
        return value.isMissingNode() || value.isNull() ? usual : number(name);
    }

    /// A list as JSON text.
    ///
    /// @throws Rejected `field_missing` (name)
    public String list(String name) {
        JsonNode value = root.path(name);
        if (!value.isArray()) {
            throw new Rejected("field_missing", name);
        }
        return value.toString();
    }
}
