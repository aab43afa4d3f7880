package com.arzani.tokens.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.http.ApiDescription;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Judges answers by the OpenAPI description that the service gives out.
final class ApiContract {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    private final JsonNode document = read(ApiDescription.text());

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    /// Every operation, as `GET /path`.
    Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> operations.add(
                                method.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path.getKey())));
        return operations;
    }

    /// Scripts and the page of the demonstration are no part of the API.
    static boolean isApi(String path) {
        return !path.startsWith("/web/") && !path.startsWith("/demo");
    }

    /// Fails if the description does not say that this may be answered.
    void judge(String method, String path, ApiFixture.Reply reply) {
        if (!isApi(path)) {
            return;
        }
        JsonNode operation = operation(method, path).orElse(null);
        if (operation == null) {
            assertThat(reply.status())
                    .as("%s %s is not described", method, path)
                    .isIn(404, 405);
            valid(Map.entry("Problem", read(reply.body())), schema("Problem"));
            return;
        }
        JsonNode described = resolved(operation.path("responses").path(Integer.toString(reply.status())));
        assertThat(described.isMissingNode())
                .as("%s %s does not say %s: %s", method, path, reply.status(), reply.body())
                .isFalse();
        String type =
                Optional.ofNullable(reply.header("Content-Type")).orElse("").split(";")[0];
        JsonNode content = described.path("content").path(type);
        assertThat(content.isMissingNode())
                .as("%s %s %s as %s", method, path, reply.status(), type)
                .isFalse();
        if (type.endsWith("json")) {
            valid(Map.entry(method + " " + path, read(reply.body())), content.path("schema"));
        }
        described
                .path("headers")
                .fieldNames()
                .forEachRemaining(name -> assertThat(reply.header(name))
                        .as("%s %s %s: header %s", method, path, reply.status(), name)
                        .isNotNull());
    }

    private Optional<JsonNode> operation(String method, String path) {
        String name = method.toLowerCase(java.util.Locale.ROOT);
        return document.path("paths").properties().stream()
                .filter(each -> path.matches(each.getKey().replaceAll("\\{[a-z]+}", "[1-9][0-9]{0,17}")))
                .map(each -> each.getValue().path(name))
                .filter(found -> !found.isMissingNode())
                .findFirst();
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
    }

    private static ObjectNode schema(String name) {
        return JSON.createObjectNode().put("$ref", "#/components/schemas/" + name);
    }

    private void valid(Map.Entry<String, JsonNode> what, JsonNode schema) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", document.path("components"));
        assertThat(SCHEMAS.getSchema(whole).validate(what.getValue()))
                .as("%s: %s", what.getKey(), what.getValue())
                .isEmpty();
    }
}
