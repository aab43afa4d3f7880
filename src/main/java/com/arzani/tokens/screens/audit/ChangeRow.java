package com.arzani.tokens.screens.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One field before and after; empty where it was not there.
record ChangeRow(String field, String before, String after) {
    boolean changed() {
        return !before.equals(after);
    }

    /// The fields of both sides, those that changed first.
    static List<ChangeRow> of(String before, String after) {
        Map<String, String> was = fields(before);
        Map<String, String> is = fields(after);
        List<ChangeRow> changed = new ArrayList<>();
        List<ChangeRow> same = new ArrayList<>();
        Map<String, String> all = new LinkedHashMap<>(was);
        all.putAll(is);
        for (String field : all.keySet()) {
            ChangeRow row = new ChangeRow(field, was.getOrDefault(field, ""), is.getOrDefault(field, ""));
            (row.changed() ? changed : same).add(row);
        }
        changed.addAll(same);
        return changed;
    }

    private static Map<String, String> fields(String json) {
        Map<String, String> fields = new LinkedHashMap<>();
        if (json != null) {
            try {
                flatten("", new ObjectMapper().readTree(json), fields);
            } catch (JsonProcessingException unreadable) {
                fields.put("", json);
            }
        }
        return fields;
    }

    /// Objects within objects become names with dots; lists stay as they are written.
    private static void flatten(String name, JsonNode node, Map<String, String> fields) {
        if (node.isObject()) {
            node.properties()
                    .forEach(field -> flatten(
                            name.isEmpty() ? field.getKey() : name + "." + field.getKey(), field.getValue(), fields));
        } else if (!node.isNull()) {
            fields.put(name, node.isTextual() ? node.textValue() : node.toString());
        }
    }
}
