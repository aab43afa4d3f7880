package com.arzani.tokens.approval;

import com.arzani.tokens.money.Tokens;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Effects and limits as the database writes them.
final class EffectJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    /// What a refund says beside what it does to the wallet.
    private static final Set<String> ABOUT_ORDER = Set.of("order_id", "pence", "left_pence");

    private EffectJson() {}

    static Effect effect(String text) {
        JsonNode shown = read(text);
        boolean wallet = shown.hasNonNull("balance_before");
        Map<String, String> facts = new LinkedHashMap<>();
        shown.properties().forEach(fact -> {
            boolean told = !wallet || ABOUT_ORDER.contains(fact.getKey());
            if (told && fact.getValue().isValueNode() && !fact.getValue().isNull()) {
                facts.put(fact.getKey(), fact.getValue().asText());
            }
        });
        return new Effect(wallet ? Optional.of(onWallet(shown)) : Optional.empty(), facts);
    }

    static Optional<LimitHit> limit(String text) {
        if (text == null) {
            return Optional.empty();
        }
        JsonNode hit = read(text);
        return Optional.of(
                new LimitHit(LimitScope.of(hit.path("scope").asText()), tokens(hit, "size"), tokens(hit, "left")));
    }

    static List<Long> ids(String text) {
        List<Long> ids = new ArrayList<>();
        if (text != null) {
            read(text).forEach(id -> ids.add(id.longValue()));
        }
        return ids;
    }

    private static Effect.OnWallet onWallet(JsonNode shown) {
        Tokens tokens = tokens(shown, "tokens");
        List<Long> reverses = new ArrayList<>();
        shown.path("reverses").forEach(entry -> reverses.add(entry.longValue()));
        List<Effect.LotShare> lots = new ArrayList<>();
        shown.path("lots")
                .forEach(lot -> lots.add(new Effect.LotShare(
                        lot.path("lot").longValue(),
                        lot.path("kind").asText(),
                        tokens(lot, "tokens"),
                        tokens(lot, "remaining"),
                        lot.hasNonNull("expires_at")
                                ? OffsetDateTime.parse(lot.path("expires_at").asText())
                                        .toInstant()
                                : null)));
        return new Effect.OnWallet(
                shown.path("direction").intValue() < 0 ? tokens.negated() : tokens,
                new Effect.Change(tokens(shown, "balance_before"), tokens(shown, "balance_after")),
                new Effect.Change(tokens(shown, "owed_before"), tokens(shown, "owed_after")),
                tokens(shown, "ended"),
                new Effect.Lots(tokens(shown, "new_lot"), lots),
                reverses);
    }

    private static Tokens tokens(JsonNode node, String name) {
        return new Tokens(node.path(name).longValue());
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException malformed) {
            throw new IllegalStateException("the database wrote no JSON", malformed);
        }
    }
}
