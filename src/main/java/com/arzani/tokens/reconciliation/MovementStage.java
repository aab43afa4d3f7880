package com.arzani.tokens.reconciliation;

import com.arzani.tokens.payments.Movement;
import com.arzani.tokens.payments.Page;
import com.arzani.tokens.payments.Refund;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// Movements on the balance at Stripe: kept for the report, and the only trace of what happens to something long after
/// it was final, such as a refund that fails weeks later or a payout that comes back.
final class MovementStage implements StageWork {
    private final Tools tools;
    private final PaymentReading reading;
    private final Payouts payouts;
    private final ObjectMapper mapper = new ObjectMapper();

    MovementStage(Tools tools, PaymentReading reading, Payouts payouts) {
        this.tools = tools;
        this.reading = reading;
        this.payouts = payouts;
    }

    @Override
    public Optional<Done> page(Run run, BooleanSupplier cancelled) {
        Page<Movement> page =
                tools.books().movements(run.window(), run.reached().cursor());
        save(page.items());
        Set<String> payments = new LinkedHashSet<>();
        for (Movement movement : page.items()) {
            if (cancelled.getAsBoolean()) {
                return Optional.empty();
            }
            late(run, movement).ifPresent(payments::add);
        }
        if (!reading.examine(run, reading.older(run, payments), cancelled)) {
            return Optional.empty();
        }
        if (page.hasMore() && !page.items().isEmpty()) {
            return Done.at(run.reached().at(page.items().getLast().id()));
        }
        balance();
        return Done.at(run.reached().onward());
    }

    /// The payment to be looked at again because of this movement; a payout is looked at here.
    private Optional<String> late(Run run, Movement movement) {
        return switch (movement.type()) {
            case "refund_failure" ->
                movement.sourceId().flatMap(tools.books()::refund).flatMap(Refund::paymentId);
            case "payout_failure", "payout_cancel" -> {
                movement.sourceId().ifPresent(id -> payouts.look(run, id));
                yield Optional.empty();
            }
            default -> Optional.empty();
        };
    }

    private void save(List<Movement> movements) {
        ArrayNode rows = mapper.createArrayNode();
        movements.forEach(movement -> rows.addObject()
                .put("id", movement.id())
                .put("created", movement.origin().createdAt().toString())
                .put("type", movement.type())
                .put("category", movement.category())
                .put("source_id", movement.sourceId().orElse(null))
                .put("currency", movement.amount().currency())
                .put("amount_pence", movement.amount().pence())
                .put("fee_pence", movement.feePence())
                .put("net_pence", movement.netPence()));
        tools.database().call(session -> new Sql(session).done("SELECT keep_movements(?::jsonb)", rows.toString()));
    }

    private void balance() {
        tools.books()
                .balance()
                .forEach((currency, pence) -> tools.database()
                        .call(session -> new Sql(session).done("SELECT keep_balance(?, ?)", currency, pence)));
    }
}
