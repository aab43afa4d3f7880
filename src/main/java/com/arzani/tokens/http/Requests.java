package com.arzani.tokens.http;

import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.TokenProblem;
import com.arzani.tokens.problem.Unavailable;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs a route's endpoint: who asks, whether it is too often, what comes out, and one line about it.
final class Requests {
    static final String REQUEST_ID = "X-Request-Id";
    private static final Logger LOG = LoggerFactory.getLogger(Requests.class);
    private static final int BODY_BYTES = 64 * 1024;
    private static final Duration BODY_WITHIN = Duration.ofSeconds(10);

    private final Front front;
    private final Problems problems;
    private final RequestLog log;
    private final UnderWay underWay;
    private final BodyReader bodies = new BodyReader(BODY_BYTES, BODY_WITHIN);

    Requests(Front front, UnderWay underWay) {
        this.front = front;
        this.problems = new Problems(front.wording());
        this.log = new RequestLog(front.meters());
        this.underWay = underWay;
    }

    void run(Context request, Route route) {
        long begun = System.nanoTime();
        String id = RequestLog.id(request.header(REQUEST_ID));
        boolean open = underWay.begin();
        Asked asked = new Asked();
        Answer answer;
        try {
            if (!open) {
                throw new Unavailable("service_stopping");
            }
            answer = answer(request, route, asked);
        } catch (TokenProblem problem) {
            if (Problems.status(problem) >= 500) {
                LOG.warn("Request {} met {}", id, problem.key());
                LOG.debug("Because of", problem);
            }
            answer = problems.answer(problem, id);
        } catch (RuntimeException | StackOverflowError defect) {
            LOG.error("Request {} failed", id, defect);
            answer = problems.defect(id);
        } finally {
            if (open) {
                underWay.end();
            }
        }
        send(request, asked.paced(answer), id);
        log.ended(id, route, route.method(), answer.status(), asked.user, Duration.ofNanos(System.nanoTime() - begun));
    }

    /// What came out about who asks, also when the answer is a problem.
    private static final class Asked {
        private OptionalLong user = OptionalLong.empty();
        private PaceKeeper.Turn turn;

        /// The standard headers, as of the specification's own limiter.
        Answer paced(Answer answer) {
            if (turn == null) {
                return answer;
            }
            Map<String, String> told = new HashMap<>();
            told.put("RateLimit-Policy", turn.limit() + ";w=" + turn.windowSeconds());
            told.put("RateLimit-Limit", Long.toString(turn.limit()));
            told.put("RateLimit-Remaining", Long.toString(turn.remaining()));
            told.put("RateLimit-Reset", Long.toString(turn.resetSeconds()));
            if (!turn.granted()) {
                told.put("Retry-After", Long.toString(Math.max(1, turn.resetSeconds())));
            }
            return answer.with(told);
        }
    }

    private Answer answer(Context request, Route route, Asked asked) {
        Caller caller = caller(request, route.access());
        asked.user = caller.userId();
        Call call = new Call(request, caller, bodies);
        if (route.pace().isPresent()) {
            Pace pace = route.pace().get();
            asked.turn = front.paces().take(pace, asker(request, route, call));
            if (!asked.turn.granted()) {
                throw new Rejected(pace.refusal());
            }
        }
        return route.endpoint().answer(call);
    }

    private static PaceKeeper.Asker asker(Context request, Route route, Call call) {
        OptionalLong user = route.access() == Access.USER ? OptionalLong.of(call.userId()) : call.user();
        return new PaceKeeper.Asker(
                user, request.req().getRemoteAddr(), Optional.ofNullable(request.header("X-Forwarded-For")));
    }

    private Caller caller(Context request, Access access) {
        String header = request.header("Authorization");
        if (access == Access.ANYBODY || access == Access.PERHAPS_USER && header == null) {
            return Caller.NOBODY;
        }
        Caller caller =
                front.tokens().orElseThrow(() -> new Rejected("bearer_wrong")).read(header);
        if (access == Access.ADMIN && !caller.admin()) {
            throw new Rejected("bearer_not_admin");
        }
        return caller;
    }

    /// A request that met no route.
    void refuse(Context request, TokenProblem problem) {
        String id = RequestLog.id(request.header(REQUEST_ID));
        Answer answer = problems.answer(problem, id);
        send(request, answer, id);
        log.ended(id, null, "", answer.status(), OptionalLong.empty(), Duration.ZERO);
    }

    /// A request that something else has answered.
    void noted(Context request, Route route, long begun) {
        String id = RequestLog.id(request.header(REQUEST_ID));
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        log.ended(id, route, route.method(), request.statusCode(), OptionalLong.empty(), took);
    }

    private static void send(Context request, Answer answer, String id) {
        request.status(answer.status()).contentType(answer.contentType());
        request.header(REQUEST_ID, id).header("Cache-Control", "no-store").header("X-Content-Type-Options", "nosniff");
        answer.headers().forEach(request::header);
        request.result(answer.body());
    }
}
