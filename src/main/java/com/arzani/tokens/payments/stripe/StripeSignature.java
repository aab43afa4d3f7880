package com.arzani.tokens.payments.stripe;

import com.arzani.tokens.money.Digits;
import com.arzani.tokens.payments.inbox.WebhookSignature;
import com.stripe.exception.SignatureVerificationException;
import com.stripe.net.Webhook;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;

/// Stripe's signature scheme v1, with one secret or, while it is being rolled, two. A delivery is accepted up to five
/// minutes after it was signed, and up to five minutes before, for clocks that differ; the SDK alone would take any
/// time to
/// come.
public final class StripeSignature implements WebhookSignature {
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final int HEADER_CHARS_MAX = 4_000;
    private static final String TIME = "t=";

    private final Supplier<List<String>> secrets;
    private final Clock clock;

    public StripeSignature(List<String> secrets, Clock clock) {
        List<String> fixed = List.copyOf(secrets);
        this.secrets = () -> fixed;
        this.clock = clock;
    }

    /// With secrets that may change; asked for at each delivery.
    public StripeSignature(Supplier<List<String>> secrets, Clock clock) {
        this.secrets = secrets;
        this.clock = clock;
    }

    @Override
    public boolean accepts(String body, String header) {
        if (header == null || header.length() > HEADER_CHARS_MAX || !isNotFromTheFuture(header)) {
            return false;
        }
        // Every secret is tried, whatever the first one said.
        boolean accepted = false;
        for (String secret : secrets.get()) {
            accepted |= verified(body, header, secret);
        }
        return accepted;
    }

    /// The header must say exactly once when it was signed.
    private boolean isNotFromTheFuture(String header) {
        List<String> times = List.of(header.split(",")).stream()
                .filter(item -> item.strip().startsWith(TIME))
                .toList();
        if (times.size() != 1) {
            return false;
        }
        OptionalLong signedAt = Digits.parse(times.getFirst().strip().substring(TIME.length()));
        long latest = clock.instant().plus(TOLERANCE).getEpochSecond();
        return signedAt.isPresent() && signedAt.getAsLong() <= latest;
    }

    private boolean verified(String body, String header, String secret) {
        try {
            return Webhook.Signature.verifyHeader(body, header, secret, TOLERANCE.toSeconds(), clock);
        } catch (SignatureVerificationException wrong) {
            return false;
        } catch (RuntimeException malformed) {
            // The SDK reads a malformed header by index and number without looking: all of that is just no signature.
            return false;
        }
    }
}
