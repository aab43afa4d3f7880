package com.arzani.tokens.payments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Judges answers and requests by the data in `src/test/resources/stripe`, which was not written for this product's
/// code.
public final class StripeSchemas {
    private static final Pattern SEGMENT = Pattern.compile("\\[([^\\]]*)\\]");

    private final ObjectMapper mapper = new ObjectMapper();
    private final JsonSchemaFactory schemas = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private final ObjectNode answers = resource("schemas.json");
    private final ObjectNode requests = resource("requests.json");
    private final Map<String, JsonSchema> compiled = new ConcurrentHashMap<>();

    /// What is wrong with an answer, judged by its own `object` field (lists by the object of their first item).
    public List<String> answerFaults(JsonNode answer) {
        if (answer.has("error")) {
            return faults("error", answers, answer);
        }
        String object = answer.path("object").asText("");
        if (object.equals("list")) {
            JsonNode first = answer.path("data").path(0);
            return first.isMissingNode()
                    ? emptyListFaults(answer)
                    : faults("list." + first.path("object").asText(), answers, answer);
        }
        List<String> faults = faults(object, answers, answer);
        if (object.equals("event")) {
            faults.addAll(answerFaults(answer.path("data").path("object")));
        }
        return faults;
    }

    /// What is wrong with a request: an endpoint not in the subset, or parameters its schema refuses.
    public List<String> requestFaults(String method, String path, String encoded) {
        for (JsonNode endpoint : requests.get("x-endpoints")) {
            String pattern = endpoint.get("path").asText().replaceAll("\\{[^}]*\\}", "[^/]+");
            if (endpoint.get("method").asText().equals(method) && path.matches(pattern)) {
                String name = endpoint.get("params").asText().substring("#/$defs/".length());
                JsonNode schema = requests.get("$defs").get(name);
                return faults(name, requests, typed(decode(encoded), schema));
            }
        }
        return new ArrayList<>(List.of("no endpoint " + method + " " + path));
    }

    /// Stripe's own example of an object.
    public JsonNode fixture(String object) {
        return resource("fixtures.json").get("resources").get(object);
    }

    /// An example error answer: `status`, `headers`, `body`.
    public JsonNode error(String name) {
        return resource("errors.json").get("examples").get(name);
    }

    /// `a[b][0]=c&a[b][1]=d` as nested JSON; every leaf a text.
    public ObjectNode decode(String encoded) {
        ObjectNode root = mapper.createObjectNode();
        if (encoded == null || encoded.isEmpty()) {
            return root;
        }
        for (String pair : encoded.split("&")) {
            int equals = pair.indexOf('=');
            String name = URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8);
            String value = URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
            List<String> path = new ArrayList<>();
            path.add(name.contains("[") ? name.substring(0, name.indexOf('[')) : name);
            Matcher segments = SEGMENT.matcher(name);
            while (segments.find()) {
                path.add(segments.group(1));
            }
            put(root, path, value);
        }
        return (ObjectNode) arrays(root);
    }

    private void put(ObjectNode root, List<String> path, String value) {
        ObjectNode at = root;
        for (String segment : path.subList(0, path.size() - 1)) {
            at = at.withObjectProperty(key(at, segment));
        }
        at.put(key(at, path.getLast()), value);
    }

    private static String key(ObjectNode at, String segment) {
        return segment.isEmpty() ? Integer.toString(at.size()) : segment;
    }

    private JsonNode arrays(JsonNode node) {
        if (!node.isObject()) {
            return node;
        }
        ObjectNode object = mapper.createObjectNode();
        node.properties().forEach(property -> object.set(property.getKey(), arrays(property.getValue())));
        boolean list = object.has("0")
                && object.properties().stream()
                        .allMatch(property -> property.getKey().matches("\\d+"));
        if (!list) {
            return object;
        }
        ArrayNode array = mapper.createArrayNode();
        object.elements().forEachRemaining(array::add);
        return array;
    }

    /// Form values are text; a whole number or a truth value is read where the schema asks for one.
    private JsonNode typed(JsonNode value, JsonNode schema) {
        JsonNode meant =
                schema.has("$ref") ? requests.at(schema.get("$ref").asText().substring(1)) : schema;
        if (meant.has("anyOf")) {
            for (JsonNode choice : meant.get("anyOf")) {
                JsonNode candidate = typed(value, choice);
                if (!candidate.equals(value)) {
                    return candidate;
                }
            }
            return value;
        }
        if (value.isObject()) {
            ObjectNode object = mapper.createObjectNode();
            value.properties().forEach(property -> {
                JsonNode inner = meant.path("properties").path(property.getKey());
                object.set(property.getKey(), typed(property.getValue(), inner));
            });
            return object;
        }
        if (value.isArray()) {
            ArrayNode array = mapper.createArrayNode();
            value.forEach(item -> array.add(typed(item, meant.path("items"))));
            return array;
        }
        return leaf(value, meant.path("type").toString());
    }

    private static JsonNode leaf(JsonNode value, String type) {
        if (type.contains("integer") && value.asText().matches("-?\\d{1,18}")) {
            return JsonNodeFactory.instance.numberNode(Long.parseLong(value.asText()));
        }
        if (type.contains("boolean") && value.asText().matches("true|false")) {
            return JsonNodeFactory.instance.booleanNode(Boolean.parseBoolean(value.asText()));
        }
        return value;
    }

    private List<String> emptyListFaults(JsonNode list) {
        boolean shaped = list.path("has_more").isBoolean() && list.path("url").isTextual() && list.size() == 4;
        return new ArrayList<>(shaped ? List.of() : List.of("not an empty list: " + list));
    }

    private List<String> faults(String definition, ObjectNode source, JsonNode body) {
        if (!source.get("$defs").has(definition)) {
            return new ArrayList<>(List.of("no definition of '" + definition + "'"));
        }
        JsonSchema schema = compiled.computeIfAbsent(definition, name -> {
            ObjectNode whole = source.deepCopy();
            whole.put("$id", "urn:stripe:" + name);
            whole.put("$ref", "#/$defs/" + name);
            return schemas.getSchema(whole);
        });
        List<String> faults = new ArrayList<>();
        schema.validate(body).forEach(message -> faults.add(definition + ": " + message.getMessage()));
        return faults;
    }

    private ObjectNode resource(String name) {
        try (InputStream in = StripeSchemas.class.getResourceAsStream("/stripe/" + name)) {
            return (ObjectNode) mapper.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
