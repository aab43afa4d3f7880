package com.arzani.tokens.payments.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.Optional;

/// Answers one request in one transaction, with the answer of its idempotency key kept in the same transaction.
final class Answering {
    private static final int OK = 200;
    private static final int KEY_MAX = 255;

    private final Transactions transactions;
    private final Endpoints endpoints;
    private final Clock clock;
    private final Runnable changed;
    private final IdempotentAnswers kept = new IdempotentAnswers();

    /// @param changed called after each change
    Answering(Transactions transactions, Endpoints endpoints, Clock clock, Runnable changed) {
        this.transactions = transactions;
        this.endpoints = endpoints;
        this.clock = clock;
        this.changed = changed;
    }

    /// A request without its transport.
    record Request(String id, String method, String path, String encoded, Optional<String> idempotencyKey) {}

    /// An answer; `replayed` tells that the work was done before.
    record Answer(int status, String body, boolean replayed) {}

    /// @param fault what is to go wrong within the work, if anything
    Answer answer(Request request, Optional<Faults.KeptFailure> fault) {
        Params params = Params.decode(request.encoded());
        Endpoints.Match match = endpoints.find(request.method(), request.path());
        params.allowOnly(match.endpoint().params());
        if (request.method().equals("GET")) {
            return new Answer(OK, transactions.see(objects -> work(match, params, objects)), false);
        }
        Cause cause = new Cause(request.id(), request.idempotencyKey().orElse(null));
        Answer answer = request.idempotencyKey().isEmpty()
                ? transactions.change(cause, objects -> once(match, params, fault, objects))
                : once(request, cause, match, params, fault);
        changed.run();
        return answer;
    }

    private Answer once(
            Request request, Cause cause, Endpoints.Match match, Params params, Optional<Faults.KeptFailure> fault) {
        String key = cause.idempotencyKey();
        if (key.length() > KEY_MAX) {
            throw StripeRefusal.invalid("Idempotency keys may be at most 255 characters long.", null);
        }
        String fingerprint = IdempotentAnswers.fingerprint(request.method(), request.path(), params);
        kept.begin(key);
        try {
            return transactions.change(cause, objects -> {
                Optional<IdempotentAnswers.Kept> earlier = kept.find(objects, key, fingerprint, clock.instant());
                if (earlier.isPresent()) {
                    return new Answer(earlier.get().status(), earlier.get().body(), true);
                }
                Answer answer = once(match, params, fault, objects);
                IdempotentAnswers.Kept keeping = new IdempotentAnswers.Kept(answer.status(), answer.body());
                kept.keep(objects, key, fingerprint, keeping, clock.instant());
                return answer;
            });
        } finally {
            kept.end(key);
        }
    }

    private static Answer once(
            Endpoints.Match match, Params params, Optional<Faults.KeptFailure> fault, StoredObjects objects) {
        String body = fault.isPresent() && !fault.get().afterWork() ? "" : work(match, params, objects);
        if (fault.isPresent()) {
            StripeRefusal broken = StripeRefusal.broken(fault.get().status());
            return new Answer(broken.status(), broken.body().toString(), false);
        }
        return new Answer(OK, body, false);
    }

    private static String work(Endpoints.Match match, Params params, StoredObjects objects) {
        ObjectNode answer = match.endpoint().answer().apply(new Call(params, match.id(), objects));
        return answer.toString();
    }
}
