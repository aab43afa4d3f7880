package com.arzani.tokens.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RequestLogTest {
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(RequestLog.class);
    private final Meters meters = new Meters();
    private final RequestLog log = new RequestLog(meters);

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(lines);
    }

    private void ended(String path, long millis) {
        Route route = Route.get(path, Access.USER, call -> Answer.json("{}"));
        log.ended("r1", route, "GET", 200, OptionalLong.of(7), Duration.ofMillis(millis));
    }

    private List<String> slow() {
        return lines.list.stream()
                .filter(event -> event.getLevel() == Level.WARN)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Test
    void spec6_2_aTokenOperationOfMoreThanHalfASecondIsTold() {
        ended("/api/tokens/balance", 500);
        ended("/admin/token-metrics", 5_000);
        assertThat(slow()).isEmpty();
        ended("/api/tokens/balance", 501);
        assertThat(slow()).containsExactly("Slow token operation: GET /api/tokens/balance took 501 ms (request r1)");
        assertThat(meters.text())
                .contains(
                        "token_operation_duration_seconds_count{endpoint=\"/api/tokens/balance\",method=\"GET\",status=\"200\"} 2")
                .doesNotContain("token_operation_duration_seconds_count{endpoint=\"/admin");
    }

    @Test
    void consumptionsAreToldFromOtherOperationsAndAShortBalanceIsNoError() {
        Route spend = Route.post("/api/businesses/{id}/contact", Access.USER, call -> Answer.json("{}"))
                .at(Pace.TOKEN_OPERATIONS);
        for (int status : new int[] {200, 402, 429, 401, 404, 409, 503}) {
            log.ended("r1", spend, "POST", status, OptionalLong.empty(), Duration.ofMillis(10));
        }
        ended("/api/tokens/balance", 30);
        ended("/admin/token-metrics", 5_000);

        assertThat(meters.operations()).isEqualTo(new OperationUse(8, Duration.ofMillis(100), 5, 2));
    }
}
