package com.arzani.tokens.screens.transactions;

import com.arzani.tokens.ledger.LedgerEntry;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneOffset;
import java.util.HexFormat;

/// An entry as JSON text, under the specification's column names.
final class EntryJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private EntryJson() {}

    /// The metadata laid out to be read; text that is no JSON stays as it is.
    static String pretty(String metadata) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(JSON.readTree(metadata));
        } catch (JsonProcessingException notJson) {
            return metadata;
        }
    }

    static String of(LedgerEntry entry) {
        ObjectNode node = JSON.createObjectNode();
        node.put("id", entry.id());
        node.put("created_at", entry.createdAt().atOffset(ZoneOffset.UTC).toString());
        node.put("user_id", entry.userId());
        node.put("transaction_type", entry.type().code());
        node.put("tokens_amount", entry.amount().count());
        node.put("direction", entry.direction().sign());
        node.put("tokens_delta", entry.delta().count());
        node.put("tokens_owed_delta", entry.owedDelta().count());
        node.put("balance_after", entry.balanceAfter().count());
        node.put("wallet_seq", entry.walletSeq());
        node.put("operation_key", entry.operationKey());
        node.put("operation_line", entry.operationLine());
        node.put("action_type", entry.actionType());
        node.put("reference_id", entry.referenceId());
        node.put("order_id", entry.orderId());
        node.put("stripe_payment_intent_id", entry.paymentIntentId());
        node.put("reverses", entry.reverses());
        node.put("reason_code", entry.reasonCode());
        node.put("note", entry.note());
        node.put("actor", entry.actor());
        node.put("on_behalf_of", entry.onBehalfOf());
        node.put("client_address", entry.clientAddress());
        node.put("application_name", entry.applicationName());
        node.set("metadata", metadata(entry));
        node.put("entry_hash", hash(entry));
        return pretty(node.toString());
    }

    static String hash(LedgerEntry entry) {
        return HexFormat.of().formatHex(entry.hash());
    }

    private static JsonNode metadata(LedgerEntry entry) {
        try {
            return JSON.readTree(entry.metadata());
        } catch (JsonProcessingException notJson) {
            return JSON.getNodeFactory().textNode(entry.metadata());
        }
    }
}
