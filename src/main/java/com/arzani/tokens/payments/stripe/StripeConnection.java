package com.arzani.tokens.payments.stripe;

import com.arzani.tokens.problem.Unavailable;
import com.fasterxml.jackson.databind.JsonNode;
import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.StripeObject;
import com.stripe.net.RequestOptions;
import com.stripe.service.V1Services;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;

/// One key's way to Stripe at a bounded pace, and what every call through it has in common. An area of Stripe's extends
/// it.
abstract class StripeConnection {
    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;
    private static final int READ_TIMEOUT_MILLIS = 15_000;

    final StripeAnswers answers = new StripeAnswers();
    final V1Services stripe;
    final Pace pace;
    private final Supplier<Optional<URI>> address;

    StripeConnection(String secretKey, Supplier<Optional<URI>> address, int requestsPerSecond, Time time) {
        this.address = address;
        this.pace = new Pace(requestsPerSecond, time);
        this.stripe = new StripeClient.StripeClientBuilder()
                .setApiKey(secretKey)
                .setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
                .setReadTimeout(READ_TIMEOUT_MILLIS)
                .setMaxNetworkRetries(0)
                .setHttpClient(new SteadyHttpClient(pace, time, ThreadLocalRandom.current()))
                .build()
                .v1();
    }

    /// Another area over the same connection, at the same pace.
    StripeConnection(StripeConnection other) {
        this.address = other.address;
        this.pace = other.pace;
        this.stripe = other.stripe;
    }

    final RequestOptions reading() {
        return options().build();
    }

    final RequestOptions writing(String operationKey) {
        return options().setIdempotencyKey(operationKey).build();
    }

    private RequestOptions.RequestOptionsBuilder options() {
        RequestOptions.RequestOptionsBuilder options = RequestOptions.builder();
        address.get().ifPresent(place -> options.setBaseUrl(place.toString()));
        return options;
    }

    final <T> T create(Call call, Function<JsonNode, T> reader) {
        String body = send(call);
        return read(() -> reader.apply(answers.tree(body)));
    }

    final <T> Optional<T> find(Call call, Function<JsonNode, T> reader) {
        String body;
        try {
            body = call.send().getLastResponse().body();
        } catch (StripeException failure) {
            if (StripeProblems.notFound(failure)) {
                return Optional.empty();
            }
            throw StripeProblems.problem(failure);
        }
        return Optional.of(read(() -> reader.apply(answers.tree(body))));
    }

    static String send(Call call) {
        try {
            return call.send().getLastResponse().body();
        } catch (StripeException failure) {
            throw StripeProblems.problem(failure);
        }
    }

    static <T> T read(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (StripeAnswers.UnreadableAnswer unreadable) {
            throw new Unavailable(unreadable, "stripe_unreadable");
        }
    }

    interface Call {
        StripeObject send() throws StripeException;
    }
}
