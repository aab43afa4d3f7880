package com.arzani.tokens.http;

import com.arzani.tokens.problem.Conflict;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.TokenProblem;
import com.arzani.tokens.problem.Unavailable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Answers about problems: RFC 9457, with the specification's own field `error` and what it asks for beside it. Only
/// keys and
/// sentences of ours are in them, never what was asked or a cause.
final class Problems {
    private static final int BAD_REQUEST = 400;
    private static final int CONFLICT = 409;
    private static final int AWAY = 503;
    private static final int DEFECT = 500;
    private static final Map<String, Integer> STATUSES = Map.ofEntries(
            Map.entry("bearer_missing", 401),
            Map.entry("bearer_wrong", 401),
            Map.entry("bearer_expired", 401),
            Map.entry("insufficient_tokens", 402),
            Map.entry("analytics_locked", 402),
            Map.entry("bearer_not_admin", 403),
            Map.entry("bearer_without_user", 403),
            Map.entry("user_unknown", 403),
            Map.entry("own_listing", 403),
            Map.entry("not_your_listing", 403),
            Map.entry("purchase_refused", 403),
            Map.entry("user_blocked", 403),
            Map.entry("not_found", 404),
            Map.entry("business_unknown", 404),
            Map.entry("inquiry_unknown", 404),
            Map.entry("package_not_found", 404),
            Map.entry("order_unknown", 404),
            Map.entry("feature_not_available", 404),
            Map.entry("method_not_allowed", 405),
            Map.entry("body_too_slow", 408),
            Map.entry("checkout_order_ended", 409),
            Map.entry("body_too_large", 413),
            Map.entry("body_type_wrong", 415),
            Map.entry("too_many_purchases", 429),
            Map.entry("too_many_operations", 429),
            Map.entry("too_many_visits", 429),
            Map.entry("not_permitted", DEFECT),
            Map.entry("checkout_answer_malformed", AWAY));
    private static final String COME_AGAIN_SECONDS = "5";
    /// What is away and may be told; of anything else a customer hears that it is away, and the log what it was.
    private static final Set<String> MAY_BE_TOLD = Set.of("bearer_keys_away", "service_stopping", "too_many_bodies");

    private final Wording wording;

    Problems(Wording wording) {
        this.wording = wording;
    }

    static int status(TokenProblem problem) {
        Integer known = STATUSES.get(problem.key());
        if (known != null) {
            return known;
        }
        if (problem instanceof Unavailable || problem.key().startsWith("stripe_")) {
            return AWAY;
        }
        return problem instanceof Conflict ? CONFLICT : BAD_REQUEST;
    }

    Answer answer(TokenProblem met, String requestId) {
        int status = status(met);
        if (status == DEFECT) {
            return defect(requestId);
        }
        TokenProblem problem =
                status == AWAY && !MAY_BE_TOLD.contains(met.key()) ? new Unavailable("service_away") : met;
        String sentence = wording.of(problem);
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("type", "urn:problem:" + problem.key());
        told.put("title", wording.text("api.title." + status).orElse(sentence));
        told.put("status", status);
        told.put("detail", sentence);
        // The field of the specification's own answers, in its words where it has some.
        told.put("error", wording.text("api.error." + problem.key()).orElse(sentence));
        told.put("code", problem.key());
        told.putAll(facts(problem));
        told.put("requestId", requestId);
        Answer answer = Answer.json(status, told).as(Answer.PROBLEM);
        if (status == AWAY) {
            return answer.with("Retry-After", COME_AGAIN_SECONDS);
        }
        return status == 401 ? answer.with("WWW-Authenticate", challenge(problem)) : answer;
    }

    /// What the specification wants beside the words.
    private static Map<String, Object> facts(TokenProblem problem) {
        boolean lacking =
                problem.key().equals("insufficient_tokens") || problem.key().equals("analytics_locked");
        if (lacking && problem.arguments().size() == 2) {
            return Map.of(
                    "tokensRequired", problem.arguments().get(0),
                    "currentBalance", problem.arguments().get(1));
        }
        boolean field =
                problem.key().startsWith("field_") && !problem.arguments().isEmpty();
        return field ? Map.of("field", problem.arguments().getFirst()) : Map.of();
    }

    private static String challenge(TokenProblem problem) {
        String plain = "Bearer realm=\"tokens\"";
        return problem.key().equals("bearer_missing") ? plain : plain + ", error=\"invalid_token\"";
    }

    /// What went wrong is in the log under this request's id, and nowhere else.
    Answer defect(String requestId) {
        String sentence = wording.of(new Rejected("request_failed"));
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("type", "urn:problem:request_failed");
        told.put("title", wording.text("api.title.500").orElse(sentence));
        told.put("status", DEFECT);
        told.put("detail", sentence);
        told.put("error", sentence);
        told.put("code", "request_failed");
        told.put("requestId", requestId);
        return Answer.json(DEFECT, told).as(Answer.PROBLEM);
    }
}
