package com.arzani.tokens.backup;

import com.arzani.tokens.database.Migrations;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The manifest's text.
final class ManifestJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ManifestJson() {}

    static byte[] write(BackupManifest manifest) {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", manifest.format());
        root.put("takenAt", manifest.takenAt().toString());
        root.put("server", manifest.server());
        ObjectNode schema = root.putObject("schema");
        new TreeMap<>(manifest.schema()).forEach((history, steps) -> schema.set(history, JSON.valueToTree(steps)));
        root.put("firstMonth", manifest.firstMonth());
        root.set("tables", JSON.valueToTree(manifest.tables()));
        root.set("sequences", JSON.valueToTree(manifest.sequences()));
        root.set("ledger", JSON.valueToTree(manifest.ledger()));
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// The format alone, which every version of a manifest says.
    static int format(byte[] text) throws IOException {
        return JSON.readTree(text).path("format").asInt();
    }

    /// @throws IOException or IllegalArgumentException, NullPointerException for what no manifest of ours says
    static BackupManifest read(byte[] text) throws IOException {
        JsonNode root = JSON.readTree(text);
        Map<String, List<Migrations.Step>> schema = new TreeMap<>();
        for (Map.Entry<String, JsonNode> history : root.path("schema").properties()) {
            schema.put(history.getKey(), list(history.getValue(), Migrations.Step.class));
        }
        return new BackupManifest(
                root.path("format").asInt(),
                moment(root.path("takenAt").asText()),
                root.path("server").asText(),
                schema,
                root.path("firstMonth").isTextual() ? root.path("firstMonth").asText() : null,
                list(root.path("tables"), BackupManifest.Table.class),
                list(root.path("sequences"), BackupManifest.Sequence.class),
                JSON.treeToValue(root.path("ledger"), LedgerHeads.class));
    }

    private static Instant moment(String text) throws IOException {
        try {
            return Instant.parse(text);
        } catch (java.time.DateTimeException malformed) {
            throw new IOException(malformed);
        }
    }

    private static <T> List<T> list(JsonNode array, Class<T> type) throws IOException {
        List<T> all = new ArrayList<>();
        for (JsonNode node : array) {
            all.add(JSON.treeToValue(node, type));
        }
        return all;
    }
}
