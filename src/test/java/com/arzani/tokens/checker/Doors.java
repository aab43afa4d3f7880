package com.arzani.tokens.checker;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.ledger.Adjustment;
import com.arzani.tokens.ledger.BatchOutcome;
import com.arzani.tokens.ledger.Direction;
import com.arzani.tokens.ledger.EntryType;
import com.arzani.tokens.ledger.LedgerEntry;
import com.arzani.tokens.ledger.LedgerService;
import com.arzani.tokens.ledger.Posting;
import com.arzani.tokens.ledger.Reversal;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.problem.TokenProblem;
import com.arzani.tokens.problem.Unavailable;
import java.util.List;

/// Takes steps to the product's own doors, each as the person who asks, and brings back what they were told.
final class Doors {
    static final String GIFT_NOTE = "a gift of the checker";
    private final House house;

    Doors(House house) {
        this.house = house;
    }

    /// One outcome for each line of the step.
    List<Outcome> take(Step step) {
        try {
            if (step.kind() == Step.Kind.BATCH) {
                return new LedgerService(house.of(step.actor()))
                        .postBatch(step.parts().stream().map(Doors::posting).toList()).stream()
                                .map(Doors::outcome)
                                .toList();
            }
            return List.of(Outcome.acknowledged(entries(step)));
        } catch (Unavailable lost) {
            // Gathered postings say whether nothing was posted.
            boolean nothing = step.actor() == Actor.GATHERED && !lost.key().equals("outcome_unknown");
            if (nothing) {
                return List.of(Outcome.refused(lost.key()));
            }
            return step.lines().stream()
                    .map(line -> Outcome.unknown(lost.key()))
                    .toList();
        } catch (TokenProblem refused) {
            return List.of(Outcome.refused(refused.key()));
        }
    }

    private static Outcome outcome(BatchOutcome line) {
        return line.refusal()
                .map(refusal -> Outcome.refused(refusal.key()))
                .orElseGet(() -> Outcome.acknowledged(List.of(line.entryId())));
    }

    private List<Long> entries(Step step) {
        Database database = house.of(step.actor());
        LedgerService ledger = new LedgerService(database);
        if (step.actor() == Actor.GATHERED) {
            return List.of(house.gathered.post(posting(step)).id());
        }
        return switch (step.kind()) {
            case SPEND, REFUND, DISPUTE, RETURN ->
                List.of(ledger.post(posting(step)).id());
            case GRANT, TAKE -> List.of(ledger.adjust(adjustment(step)).id());
            case REVERSE ->
                List.of(ledger.reverse(new Reversal(
                                step.key(), step.subject(), new Tokens(step.tokens()), reason("correction", step)))
                        .id());
            case CREDIT -> credit(database, step.order(), step.order().pence());
            case MISCREDIT -> credit(database, step.order(), step.order().pence() + 1);
            case GIFT -> List.of(gift(step));
            case EXPIRE ->
                database.call(session -> {
                    session.createNativeQuery("SELECT expire_lots() + expire_requests()", Integer.class)
                            .getSingleResult();
                    return List.of();
                });
            case REVEAL ->
                database.call(session -> {
                    session.createNativeQuery("SELECT email FROM reveal_contact(:user, :reason)", String.class)
                            .setParameter("user", step.user())
                            .setParameter("reason", step.key())
                            .getSingleResult();
                    return List.of();
                });
            case REQUEST_GRANT, REQUEST_TAKE -> ask(database, step);
            case APPROVE, REJECT -> decide(database, step);
            case BATCH -> throw new IllegalArgumentException("a batch has its own way");
        };
    }

    private static Posting posting(Step step) {
        EntryType type = switch (step.kind()) {
            case SPEND -> EntryType.CONSUMPTION;
            case REFUND -> EntryType.REFUND;
            case DISPUTE, RETURN -> EntryType.DISPUTE;
            default -> throw new IllegalArgumentException("the service does not post " + step.kind());
        };
        Posting.Context context = step.order() == null
                ? Posting.Context.action("checked", step.user())
                : Posting.Context.order(
                        "checked", step.order().id(), step.order().paymentIntent());
        return new Posting(step.key(), step.user(), type, new Tokens(step.tokens()), step.subject(), context);
    }

    private static Adjustment adjustment(Step step) {
        boolean grant = step.kind() == Step.Kind.GRANT;
        return new Adjustment(
                step.key(),
                step.user(),
                grant ? Direction.CREDIT : Direction.DEBIT,
                new Tokens(step.tokens()),
                reason(grant ? "goodwill" : "correction", step),
                step.seq());
    }

    private static Adjustment.Reason reason(String code, Step step) {
        return new Adjustment.Reason(code, "checked " + step.kind().name().toLowerCase(java.util.Locale.ROOT));
    }

    private static List<Long> credit(Database database, Order order, long pence) {
        return database.call(session -> session
                .createNativeQuery(
                        "SELECT * FROM credit_order(:order, :session, :intent, :pence, 'gbp')", LedgerEntry.class)
                .setParameter("order", order.id())
                .setParameter("session", order.session())
                .setParameter("intent", order.paymentIntent())
                .setParameter("pence", pence)
                .getResultList()
                .stream()
                .map(LedgerEntry::id)
                .toList());
    }

    private long gift(Step step) {
        // It ends at half past: the clock moves by whole hours, so no lot ends while a round runs.
        return house.sql.number(
                """
                SELECT id FROM ledger_post_or_raise(jsonb_populate_record(NULL::ledger_posting, jsonb_build_object(
                    'operation_key', ?, 'operation_line', 0, 'user_id', ?, 'transaction_type', 'bonus', 'tokens', ?,
                    'direction', 1, 'note', ?, 'metadata', '{}'::jsonb,
                    'expires_at', ledger_now() + make_interval(mins => ?))))""", step.key(), step.user(), step.tokens(), GIFT_NOTE, (int) (step.tokens() % 12) * 60 + 30);
    }

    private static List<Long> ask(Database database, Step step) {
        return database.call(session -> List.of(session.createNativeQuery(
                        "SELECT id FROM request_adjustment(:key, :user, :direction, :tokens, :code, 'checked request')",
                        Long.class)
                .setParameter("key", step.key())
                .setParameter("user", step.user())
                .setParameter("direction", step.kind() == Step.Kind.REQUEST_GRANT ? 1 : -1)
                .setParameter("tokens", step.tokens())
                .setParameter("code", step.kind() == Step.Kind.REQUEST_GRANT ? "goodwill" : "correction")
                .getSingleResult()));
    }

    /// The ids of the entries an approval posted.
    private static List<Long> decide(Database database, Step step) {
        boolean yes = step.kind() == Step.Kind.APPROVE;
        String call = yes
                ? "SELECT unnest(outcome) FROM approve_request(:id, :hash, 'checked')"
                : "SELECT id FROM reject_request(:id, :hash)";
        List<Long> ids = database.call(session -> session.createNativeQuery(call, Long.class)
                .setParameter("id", step.request().id())
                .setParameter("hash", step.request().hash())
                .getResultList());
        return yes ? ids : List.of();
    }

    /// An order of the customer, with its checkout made.
    Order order(long user, long packageId, String key) {
        var row = house.sql.rows("""
                WITH o AS (SELECT * FROM create_order(?, ?, ?))
                SELECT o.id, o.token_amount, o.bonus_tokens, o.price_pence FROM o""", key, user, packageId).getFirst();
        Order order = new Order(
                ((Number) row.get("id")).longValue(),
                user,
                ((Number) row.get("token_amount")).longValue(),
                ((Number) row.get("bonus_tokens")).longValue(),
                ((Number) row.get("price_pence")).longValue());
        house.sql.rows("SELECT id FROM attach_checkout(?, ?)", order.id(), order.session());
        return order;
    }
}
