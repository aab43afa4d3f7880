package com.arzani.tokens.reconciliation;

import com.arzani.tokens.payments.Amount;
import com.arzani.tokens.payments.Movement;
import com.arzani.tokens.payments.Page;
import com.arzani.tokens.payments.Payout;
import com.arzani.tokens.payments.PayoutStatus;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Payouts and whether the movements that left with each add up to it (R16).
final class Payouts {
    private static final String COLUMNS = """
            SELECT id, status, currency, amount_pence, items, items_amount_pence, items_fee_pence, items_net_pence
            FROM stripe_payouts
            """;
    private static final String FIND = COLUMNS + "WHERE id = ?";
    private static final String NEXT = COLUMNS + """
            WHERE automatic AND status IN ('paid', 'failed') AND id > ? AND (NOT itemised OR items_net_pence <> amount_pence)
            ORDER BY id LIMIT 1
            """;
    private final Tools tools;
    private final ObjectMapper mapper = new ObjectMapper();

    Payouts(Tools tools) {
        this.tools = tools;
    }

    /// A payout as kept.
    record Kept(String id, String status, Amount amount, Sum items) {}

    /// What a payout's movements come to so far.
    record Sum(long items, long amount, long fee, long net) {
        static final Sum NONE = new Sum(0, 0, 0, 0);

        Sum plus(Movement movement) {
            return new Sum(
                    items + 1,
                    Math.addExact(amount, movement.amount().pence()),
                    Math.addExact(fee, movement.feePence()),
                    Math.addExact(net, movement.netPence()));
        }
    }

    void keep(Run run, List<Payout> payouts) {
        ArrayNode rows = mapper.createArrayNode();
        payouts.forEach(payout -> rows.addObject()
                .put("id", payout.id())
                .put("created", payout.origin().createdAt().toString())
                .put("arrival", payout.arrival().toString())
                .put("status", payout.status().name().toLowerCase(Locale.ROOT))
                .put("automatic", payout.automatic())
                .put("currency", payout.amount().currency())
                .put("amount_pence", payout.amount().pence()));
        tools.database().call(session -> new Sql(session).done("SELECT keep_payouts(?::jsonb)", rows.toString()));
        tools.watched()
                .keep(
                        payouts.stream()
                                .filter(payout -> payout.status().isUnderWay())
                                .map(payout -> new Watched.Thing(payout.id(), Watched.Kind.PAYOUT, Optional.empty()))
                                .toList(),
                        List.of());
        payouts.stream()
                .filter(payout -> payout.status() == PayoutStatus.FAILED || payout.status() == PayoutStatus.CANCELED)
                .forEach(payout -> failed(run, payout));
    }

    private void failed(Run run, Payout payout) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("payout_status", payout.status().name().toLowerCase(Locale.ROOT));
        note(run, payout.id(), payout.amount(), facts);
    }

    /// Reads one again; whether nothing is under way any more.
    boolean look(Run run, String id) {
        Optional<Payout> found = tools.books().payout(id);
        found.ifPresent(payout -> keep(run, List.of(payout)));
        return found.filter(payout -> payout.status().isUnderWay()).isEmpty();
    }

    /// The next one after this id whose movements are to be added up.
    Optional<Kept> next(String afterId) {
        return tools.database().read(session -> new Sql(session).row(NEXT, Payouts::kept, afterId));
    }

    Optional<Kept> find(String id) {
        return tools.database().read(session -> new Sql(session).row(FIND, Payouts::kept, id));
    }

    private static Kept kept(ResultSet row) throws SQLException {
        return new Kept(
                row.getString("id"),
                row.getString("status"),
                new Amount(row.getLong("amount_pence"), row.getString("currency")),
                new Sum(
                        row.getLong("items"),
                        row.getLong("items_amount_pence"),
                        row.getLong("items_fee_pence"),
                        row.getLong("items_net_pence")));
    }

    /// Adds a page of movements; the payout's own is not one of them.
    static Sum add(Sum before, Page<Movement> page, String payoutId) {
        Sum sum = before;
        for (Movement movement : page.items()) {
            if (movement.sourceId().filter(payoutId::equals).isEmpty()) {
                sum = sum.plus(movement);
            }
        }
        return sum;
    }

    /// Keeps what all pages came to, and notes it if that is not the payout.
    void itemised(Run run, Kept payout, Sum sum) {
        tools.database()
                .call(session -> new Sql(session)
                        .done(
                                "SELECT keep_payout_sum(?, ?, ?, ?, ?)",
                                payout.id(),
                                sum.items(),
                                sum.amount(),
                                sum.fee(),
                                sum.net()));
        if (sum.net() != payout.amount().pence()) {
            Map<String, String> facts = new LinkedHashMap<>();
            facts.put("payout_status", payout.status());
            facts.put("movements", Long.toString(sum.items()));
            facts.put("movements_net", Long.toString(sum.net()));
            facts.put(
                    "difference",
                    Long.toString(Math.subtractExact(payout.amount().pence(), sum.net())));
            note(run, payout.id(), payout.amount(), facts);
        }
    }

    private void note(Run run, String id, Amount amount, Map<String, String> facts) {
        Difference found = new Difference(
                FindingClass.R16, Difference.Subject.of(id), amount, 0, Difference.Gap.NONE, Sides.of(facts));
        tools.notes(run).note(run, List.of(found));
    }

    /// Whether a payout is still wrong, all of it read again.
    boolean isWrong(Run run, String id) {
        look(run, id);
        return find(id).filter(payout -> payout.status().equals("failed")
                        || payout.status().equals("canceled")
                        || payout.items().net() != payout.amount().pence())
                .isPresent();
    }
}
