package com.arzani.tokens.payments.check;

import com.arzani.tokens.payments.WebhookEndpoint;
import com.arzani.tokens.payments.check.Finding.Topic;
import com.arzani.tokens.payments.check.Finding.Verdict;
import com.arzani.tokens.problem.Rejected;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Looks whether everything at Stripe is as this program needs it. Changes nothing.
public final class StripeCheck {
    /// The version of Stripe's API whose events this program was built for.
    public static final String API_VERSION = "2026-07-29.dahlia";

    /// What an endpoint's path ends with.
    public static final String PATH = "/webhooks/stripe";

    /// Event types that tell of money, a superset of what the handlers read.
    public static final Set<String> TYPES = Set.of(
            "checkout.session.completed",
            "checkout.session.async_payment_succeeded",
            "checkout.session.async_payment_failed",
            "checkout.session.expired",
            "payment_intent.succeeded",
            "refund.created",
            "refund.updated",
            "refund.failed",
            "charge.refunded",
            "charge.refund.updated",
            "charge.dispute.created",
            "charge.dispute.updated",
            "charge.dispute.closed",
            "charge.dispute.funds_withdrawn",
            "charge.dispute.funds_reinstated");

    private static final String POUNDS = "GBP";
    /// Signatures older than this are refused.
    private static final Duration CLOCK_MAX = Duration.ofMinutes(5);
    private static final Duration CLOCK_NOTED = Duration.ofSeconds(30);

    private final StripeInspection stripe;
    private final Wanted wanted;
    private final Clock clock;
    private final Supplier<Long> differences;
    private final List<Finding> findings = new ArrayList<>();

    /// What the account is measured by.
    ///
    /// @param url where our service takes events in; absent if any address with our path will do
    /// @param secret whether the service knows its endpoint's signing secret
    public record Wanted(Optional<String> url, boolean secret) {}

    /// @param differences between our packages and Stripe's products
    public StripeCheck(StripeInspection stripe, Wanted wanted, Clock clock, Supplier<Long> differences) {
        this.stripe = stripe;
        this.wanted = wanted;
        this.clock = clock;
        this.differences = differences;
    }

    /// Everything in the order of [Topic]; a refused key ends it there.
    public List<Finding> run() {
        try {
            account();
        } catch (Rejected refused) {
            add(Topic.KEY, Verdict.MISSING, "key.refused");
            return List.copyOf(findings);
        }
        Set<KeyRight> missing = rights();
        add(Topic.SECRET, wanted.secret() ? Verdict.OK : Verdict.MISSING, wanted.secret() ? "secret" : "secret.none");
        if (!missing.contains(KeyRight.WEBHOOK_ENDPOINTS_READ)) {
            endpoint();
        }
        if (!missing.contains(KeyRight.EVENTS_READ)) {
            int waiting = stripe.undelivered();
            add(Topic.DELIVERIES, waiting == 0 ? Verdict.OK : Verdict.NOTE, "deliveries", waiting);
        }
        if (!missing.contains(KeyRight.PRODUCTS_READ) && !missing.contains(KeyRight.PRICES_READ)) {
            long differ = differences.get();
            add(Topic.PACKAGES, differ == 0 ? Verdict.OK : Verdict.MISSING, "packages", differ);
        }
        findings.sort(Comparator.comparing(Finding::topic));
        return List.copyOf(findings);
    }

    private void account() {
        StripeInspection.Account account = stripe.account();
        add(Topic.KEY, Verdict.OK, account.live() ? "key.live" : "key.test");
        if (!account.currencies().isEmpty()) {
            boolean pounds = account.currencies().contains(POUNDS);
            String has = String.join(", ", new TreeSet<>(account.currencies()));
            add(Topic.CURRENCY, pounds ? Verdict.OK : Verdict.MISSING, pounds ? "currency" : "currency.other", has);
        }
        account.stripesTime().ifPresent(theirs -> {
            Duration apart = Duration.between(theirs, clock.instant()).abs();
            Verdict verdict = apart.compareTo(CLOCK_MAX) > 0
                    ? Verdict.MISSING
                    : apart.compareTo(CLOCK_NOTED) > 0 ? Verdict.NOTE : Verdict.OK;
            add(Topic.CLOCK, verdict, verdict == Verdict.OK ? "clock" : "clock.apart", apart.toSeconds());
        });
    }

    private Set<KeyRight> rights() {
        Set<KeyRight> missing = EnumSet.noneOf(KeyRight.class);
        for (KeyRight right : KeyRight.values()) {
            if (!stripe.grants(right)) {
                missing.add(right);
                add(Topic.RIGHT, Verdict.MISSING, "right.none", right.name());
            }
        }
        if (missing.isEmpty()) {
            add(Topic.RIGHT, Verdict.OK, "rights", KeyRight.values().length);
        }
        return missing;
    }

    private void endpoint() {
        List<WebhookEndpoint> ours = stripe.webhookEndpoints().stream()
                .filter(endpoint -> wanted.url()
                        .map(endpoint.url()::equals)
                        .orElse(endpoint.url().endsWith(PATH)))
                .sorted(Comparator.comparing(endpoint -> !endpoint.enabled()))
                .toList();
        if (ours.isEmpty()) {
            add(Topic.ENDPOINT, Verdict.MISSING, "endpoint.none", wanted.url().orElse("…" + PATH));
            return;
        }
        WebhookEndpoint endpoint = ours.getFirst();
        boolean fine = endpoint.enabled();
        add(Topic.ENDPOINT, fine ? Verdict.OK : Verdict.MISSING, fine ? "endpoint" : "endpoint.off", endpoint.url());
        String version = endpoint.apiVersion().orElse("-");
        boolean pinned = version.equals(API_VERSION);
        add(
                Topic.ENDPOINT,
                pinned ? Verdict.OK : Verdict.MISSING,
                pinned ? "endpoint.version" : "endpoint.version.other",
                version,
                API_VERSION);
        List<String> lacking = lacking(endpoint);
        add(
                Topic.EVENTS,
                lacking.isEmpty() ? Verdict.OK : Verdict.MISSING,
                lacking.isEmpty() ? "events" : "events.missing",
                lacking.isEmpty() ? Integer.toString(TYPES.size()) : String.join(", ", lacking));
    }

    private static List<String> lacking(WebhookEndpoint endpoint) {
        if (endpoint.types().contains("*")) {
            return List.of();
        }
        return TYPES.stream()
                .filter(type -> !endpoint.types().contains(type))
                .sorted()
                .toList();
    }

    private void add(Topic topic, Verdict verdict, String detail, Object... arguments) {
        findings.add(new Finding(topic, verdict, detail, Stream.of(arguments).toList()));
    }
}
