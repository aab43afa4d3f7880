package com.arzani.tokens.checker;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What waits for a second person, followed beside the ledger.
final class Requests {
    private final House house;
    private final String prefix;
    private final List<Request> known = new ArrayList<>();
    private final Map<Long, String> states = new HashMap<>();
    private final Map<String, Step> asked = new HashMap<>();
    private final Set<String> acknowledged = new HashSet<>();
    private final Map<Long, List<Records.Attempt>> decisions = new HashMap<>();

    Requests(House house, String prefix) {
        this.house = house;
        this.prefix = prefix;
    }

    List<Request> known() {
        return known;
    }

    /// The refusal a decision must get before its effect is looked at; null when that decides.
    String refusal(Step step, Instant now) {
        Request request = step.request();
        String state = states.get(request.id());
        if (step.actor() == Actor.SUPPORT) {
            return "not_permitted";
        } else if (request.asked().actor() == step.actor()) {
            return "request_is_own";
        } else if (state.equals("expired")
                || state.equals("waiting") && !request.expires().isAfter(now)) {
            return "request_expired";
        }
        return state.equals("waiting") ? null : "request_decided";
    }

    void note(Step step, Outcome outcome) {
        if (step.asks()) {
            if (!outcome.refused()) {
                asked.put(step.key(), step);
            }
            if (outcome.acknowledged()) {
                acknowledged.add(step.key());
            }
        } else if (step.request() != null) {
            decisions
                    .computeIfAbsent(step.request().id(), id -> new ArrayList<>())
                    .add(new Records.Attempt(step, outcome));
        }
    }

    /// Reads how all requests stand now.
    ///
    /// @param owed the debt of each wallet, as far as nobody else has moved it since
    void follow(Map<Long, Long> owed) {
        if (asked.isEmpty()) {
            return;
        }
        Set<String> present = new HashSet<>();
        for (Map<String, Object> row : house.sql.rows(
                "SELECT id, operation_key, plan_hash, state, decided_by, expires_at FROM approval_requests"
                        + " WHERE operation_key LIKE ? ORDER BY id",
                prefix + "-%")) {
            long id = Entry.number(row, "id");
            String key = (String) row.get("operation_key");
            present.add(key);
            if (!states.containsKey(id)) {
                Step step = asked.get(key);
                if (step == null) {
                    throw new CheckFailed("nobody who was not refused asked for request " + row);
                }
                known.add(new Request(
                        id,
                        step,
                        (String) row.get("plan_hash"),
                        Entry.instant(row.get("expires_at")),
                        owed.get(step.user())));
            }
            String state = (String) row.get("state");
            states.put(id, state);
            decided(id, state, (String) row.get("decided_by"));
        }
        if (!present.containsAll(acknowledged)) {
            throw new CheckFailed("acknowledged requests are missing: " + acknowledged + " of " + present);
        }
    }

    /// A decision stands only if somebody else than the requester made it and was not refused.
    private void decided(long id, String state, String by) {
        List<Records.Attempt> attempts = decisions.getOrDefault(id, List.of());
        Step.Kind kind = switch (state) {
            case "approved" -> Step.Kind.APPROVE;
            case "rejected" -> Step.Kind.REJECT;
            default -> null;
        };
        for (Records.Attempt attempt : attempts) {
            if (attempt.outcome().acknowledged() && attempt.step().kind() != kind) {
                throw new CheckFailed("acknowledged, but the request is " + state + ": " + attempt);
            }
        }
        boolean made = attempts.stream()
                .anyMatch(attempt -> attempt.step().kind() == kind
                        && !attempt.outcome().refused()
                        && attempt.step().actor()
                                != attempt.step().request().asked().actor()
                        && house.login(attempt.step().actor()).equals(by));
        if (kind != null && !made) {
            throw new CheckFailed("request " + id + " is " + state + " by " + by + ", who did not: " + attempts);
        }
    }

    /// Entries name both persons and stand under the request's key; each step of a request is in the audit once.
    void check() {
        long broken = house.sql.number("""
                SELECT count(*) FROM approval_requests r LEFT JOIN token_transactions t ON t.operation_key = r.operation_key
                WHERE r.operation_key LIKE ? AND ((r.state = 'approved') IS DISTINCT FROM (t.id IS NOT NULL)
                    OR r.state = 'approved' AND (ARRAY[t.id], t.actor, t.on_behalf_of)
                        IS DISTINCT FROM (r.outcome, r.decided_by, r.requested_by)
                    OR r.decided_by = r.requested_by)""", prefix + "-%");
        long silent = house.sql.number("""
                SELECT count(*) FROM approval_requests r CROSS JOIN LATERAL (VALUES ('request'),
                    (CASE r.state WHEN 'approved' THEN 'approve' WHEN 'rejected' THEN 'reject' WHEN 'expired' THEN 'expire' END))
                    AS step (name)
                WHERE r.operation_key LIKE ? AND step.name IS NOT NULL
                    AND 1 <> (SELECT count(*) FROM audit_log a WHERE a.action = step.name || '_adjustment'
                              AND a.after ->> 'operation_key' = r.operation_key)""", prefix + "-%");
        if (broken > 0 || silent > 0) {
            throw new CheckFailed(
                    broken + " requests and their entries disagree, " + silent + " steps are not in the audit");
        }
    }
}
