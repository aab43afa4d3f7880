package com.arzani.tokens.http;

import com.arzani.tokens.payments.inbox.EventIntake;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.TokenProblem;
import io.javalin.http.Context;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `POST /webhooks/stripe`: 2xx only for what is kept, 4xx for what need not come again, 503 for what shall.
/// Neither a body nor a signature is ever logged.
final class StripeWebhook {
    private static final Logger LOG = LoggerFactory.getLogger(StripeWebhook.class);
    private static final Duration BODY_WITHIN = Duration.ofSeconds(15);
    private static final String COME_AGAIN_SECONDS = "5";

    private final EventIntake intake;
    private final BodyReader bodies = new BodyReader(EventIntake.BYTES_MAX, BODY_WITHIN);

    StripeWebhook(EventIntake intake) {
        this.intake = intake;
    }

    void deliver(Context request) {
        try {
            // A coded body says nothing of its size, and Stripe sends none: it is not unpacked to find out.
            if (request.header("Content-Encoding") != null) {
                throw new BodyReader.Refused(BodyReader.TOO_LARGE);
            }
            byte[] body = bodies.read(request.bodyInputStream(), request.req().getContentLengthLong());
            boolean first = intake.receive(body, request.header("Stripe-Signature"));
            Answers.json(request, 200, first ? "{\"received\":true}" : "{\"received\":true,\"duplicate\":true}");
        } catch (BodyReader.Refused refused) {
            request.header("Connection", "close");
            refuse(request, refused.status(), "body_refused");
        } catch (Rejected refused) {
            refuse(request, 400, refused.key());
        } catch (TokenProblem away) {
            request.header("Retry-After", COME_AGAIN_SECONDS);
            refuse(request, 503, away.key());
        }
    }

    private static void refuse(Context request, int status, String key) {
        LOG.info("A delivery was answered with {}: {}", status, key);
        Answers.error(request, status, key);
    }
}
