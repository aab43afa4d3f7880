package com.arzani.tokens.reconciliation;

import com.arzani.tokens.payments.Amount;
import com.arzani.tokens.reconciliation.Difference.Subject;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/// Wallets that are not the sum of their entries (R17), as the ledger's last proof found them: it looks at every entry
/// each night, so that it is not looked at twice. While such a finding is open the wallet takes no adjustment.
final class WalletStage implements StageWork {
    private static final String LAST_PROOF = """
            SELECT differences FROM ledger_proof_runs WHERE finished_at IS NOT NULL ORDER BY id DESC LIMIT 1
            """;

    /// An order whose lots are more than it sold is what R7 tells, with the payment.
    private static final String OF_ORDERS = "order";

    private final Tools tools;
    private final ObjectMapper mapper = new ObjectMapper();

    WalletStage(Tools tools) {
        this.tools = tools;
    }

    @Override
    public Optional<Done> page(Run run, BooleanSupplier cancelled) {
        String differences = tools.database()
                .read(session -> new Sql(session)
                        .row(LAST_PROOF, row -> row.getString(1))
                        .orElse("[]"));
        Map<String, Difference> found = new LinkedHashMap<>();
        for (JsonNode node : read(differences)) {
            if (node.path("userId").asLong() > 0 && !node.path("kind").asText().equals(OF_ORDERS)) {
                Difference difference = difference(node);
                found.putIfAbsent(difference.fingerprint(), difference);
            }
        }
        tools.notes(run).note(run, List.copyOf(found.values()));
        return Done.at(run.reached().onward());
    }

    private JsonNode read(String differences) {
        try {
            return mapper.readTree(differences);
        } catch (JsonProcessingException ours) {
            throw new IllegalStateException("a proof's differences are no JSON", ours);
        }
    }

    /// One a wallet, whatever the number of checks that fail.
    private static Difference difference(JsonNode node) {
        long user = node.path("userId").asLong();
        String check = node.path("kind").asText();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("check", check);
        facts.put("detail", node.path("detail").asText());
        Subject subject =
                new Subject("wallet_" + user, OptionalLong.empty(), OptionalLong.empty(), OptionalLong.of(user));
        return new Difference(FindingClass.R17, subject, new Amount(0, "GBP"), 0, Difference.Gap.NONE, Sides.of(facts));
    }
}
