package com.arzani.tokens.reconciliation;

import com.arzani.tokens.payments.Amount;
import com.arzani.tokens.payments.ListedEvent;
import com.arzani.tokens.payments.Page;
import com.arzani.tokens.payments.Window;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// Events of the window that never came (R9): Stripe lists them for thirty days. Each is marked as seen; what it was
/// about is looked at by the other stages. Events from before we listened at all are nobody's loss.
final class EventStage implements StageWork {
    /// Those that tell of money or of checkouts.
    static final List<String> TYPES = List.of(
            "checkout.session.completed",
            "checkout.session.async_payment_succeeded",
            "checkout.session.async_payment_failed",
            "checkout.session.expired",
            "payment_intent.succeeded",
            "charge.refunded",
            "refund.created",
            "refund.updated",
            "refund.failed",
            "charge.dispute.created",
            "charge.dispute.updated",
            "charge.dispute.closed",
            "charge.dispute.funds_withdrawn",
            "charge.dispute.funds_reinstated");

    private static final Duration LISTED = Duration.ofDays(30);
    private static final Duration COMES_WITHIN = Duration.ofMinutes(15);
    private static final String KNOWN = "SELECT stripe_event_id FROM webhook_logs WHERE stripe_event_id = ANY (?)";
    private static final String LISTENING_SINCE = """
            SELECT least((SELECT min(received_at) FROM webhook_logs), (SELECT min(started_at) FROM reconciliation_runs))
            """;

    private final Tools tools;
    private final boolean live;
    private final ObjectMapper mapper = new ObjectMapper();

    EventStage(Tools tools, boolean live) {
        this.tools = tools;
        this.live = live;
    }

    @Override
    public Optional<Done> page(Run run, BooleanSupplier cancelled) {
        Optional<Window> window = window(run);
        if (window.isEmpty()) {
            return Done.at(run.reached().onward());
        }
        Page<ListedEvent> page =
                tools.books().events(window.get(), TYPES, run.reached().cursor());
        Set<String> known = known(page.items());
        Instant expected = run.window().to().minus(COMES_WITHIN);
        for (ListedEvent event : page.items()) {
            if (!known.contains(event.id()) && event.createdAt().isBefore(expected)) {
                missed(run, event);
            }
        }
        boolean more = page.hasMore() && !page.items().isEmpty();
        return Done.at(
                more
                        ? run.reached().at(page.items().getLast().id())
                        : run.reached().onward());
    }

    private Optional<Window> window(Run run) {
        Instant to = run.window().to();
        Instant since = tools.database()
                .read(session -> new Sql(session)
                        .row(LISTENING_SINCE, row -> Sql.moment(row, "least"))
                        .orElse(to));
        Instant from =
                latest(run.window().from(), latest(to.minus(LISTED), Instant.ofEpochSecond(since.getEpochSecond())));
        return from.isBefore(to) ? Optional.of(new Window(from, to)) : Optional.empty();
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private Set<String> known(List<ListedEvent> events) {
        List<String> ids = events.stream().map(ListedEvent::id).toList();
        return tools.database()
                .read(session -> new HashSet<>(new Sql(session).rows(KNOWN, row -> row.getString(1), ids)));
    }

    private void missed(Run run, ListedEvent event) {
        JsonNode object = read(event).path("data").path("object");
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("event_type", event.type());
        facts.put("event_object", object.path("id").asText(""));
        Difference found = new Difference(
                FindingClass.R9,
                Difference.Subject.of(event.id()),
                new Amount(0, "GBP"),
                0,
                Difference.Gap.NONE,
                Sides.of(facts));
        List<Notes.Seen> seen = tools.notes(run).note(run, List.of(found));
        if (run.mode().kind() == Run.Kind.DRY) {
            tools.previews().acting(run, seen.getFirst());
            return;
        }
        markSeen(event, object);
        tools.findings().close(run, seen.getFirst().id(), FindingStatus.FIXED);
    }

    private void markSeen(ListedEvent event, JsonNode object) {
        tools.database()
                .call(session -> new Sql(session)
                        .row(
                                "SELECT note_missed_event(?, ?, ?, ?, ?, ?, ?)",
                                row -> row.getBoolean(1),
                                event.id(),
                                event.type(),
                                live,
                                event.createdAt(),
                                object.path("object").asText(""),
                                object.path("id").asText(""),
                                event.body()));
    }

    private JsonNode read(ListedEvent event) {
        try {
            return mapper.readTree(event.body());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
