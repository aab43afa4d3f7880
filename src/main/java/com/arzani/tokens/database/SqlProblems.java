package com.arzani.tokens.database;

import com.arzani.tokens.problem.Conflict;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.TokenProblem;
import com.arzani.tokens.problem.Unavailable;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.persistence.OptimisticLockException;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.hibernate.StaleStateException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// Turns what PostgreSQL, the driver, the pool or Hibernate throws into a problem a person can be told, by SQLSTATE and
/// never by text.
///
/// Our own functions raise `TKREJ` and `TKCON` with the message key as MESSAGE and the arguments as DETAIL, a JSON
/// array.
final class SqlProblems {
    private static final String REJECTED = "TKREJ";
    private static final String CONFLICT = "TKCON";
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private static final int DEEPEST_CAUSE = 20;

    private SqlProblems() {}

    /// The problem behind a failure, or nothing when it is a defect that should travel on as it is.
    static Optional<TokenProblem> of(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (cause instanceof TokenProblem problem) {
                return Optional.of(problem);
            }
            if (cause instanceof OptimisticLockException || cause instanceof StaleStateException) {
                return Optional.of(new Conflict(failure, "edited_by_another"));
            }
            if (cause instanceof SQLException sql) {
                return ofSql(failure, sql);
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    /// The problem behind a failure, or the failure wrapped when it is a defect.
    static RuntimeException asProblem(SQLException failure) {
        TokenProblem problem = of(failure).orElse(null);
        return problem == null ? new IllegalStateException(failure.getSQLState(), failure) : problem;
    }

    /// True when the driver itself gave the connection up while it was made: no TLS, another host's certificate,
    /// another way to sign in.
    /// A network's failure has an input-output failure as its cause, a server's refusal has the server's message.
    static boolean refusesTransport(SQLException failure) {
        return state(failure).startsWith("08")
                && serverMessage(failure) == null
                && (hasCause(failure, SSLException.class) || !hasCause(failure, IOException.class));
    }

    /// True when running the same transaction again may succeed: a serialization failure or a deadlock, where nothing
    /// was kept.
    static boolean mayRepeat(Throwable failure) {
        String state = state(failure);
        return "40001".equals(state) || "40P01".equals(state);
    }

    /// The SQLSTATE inside a failure, or an empty text.
    static String state(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
            cause = cause.getCause();
        }
        return "";
    }

    /// The server's own message inside a failure, without its detail, which may hold row values; or an empty text.
    static String sentence(Throwable failure) {
        ServerErrorMessage message = serverMessage(failure);
        return message == null || message.getMessage() == null ? "" : message.getMessage();
    }

    private static Optional<TokenProblem> ofSql(Throwable failure, SQLException sql) {
        if (Thread.currentThread().isInterrupted() || hasCause(sql, InterruptedException.class)) {
            return Optional.of(new Unavailable(failure, "cancelled"));
        }
        if (hasCause(sql, SSLException.class)) {
            return Optional.of(new Unavailable(failure, "connection_not_safe"));
        }
        String state = state(sql);
        Optional<TokenProblem> own = ownState(failure, sql, state);
        if (own.isPresent()) {
            return own;
        }
        if (state.isEmpty() && sql instanceof SQLTransientConnectionException) {
            return Optional.of(new Unavailable(failure, "database_busy"));
        }
        return Optional.ofNullable(standardState(failure, state));
    }

    private static Optional<TokenProblem> ownState(Throwable failure, SQLException sql, String state) {
        boolean rejected = REJECTED.equals(state);
        if (!rejected && !CONFLICT.equals(state)) {
            return Optional.empty();
        }
        ServerErrorMessage message = serverMessage(sql);
        if (message == null || message.getMessage() == null) {
            return Optional.empty();
        }
        Object[] arguments = arguments(message.getDetail());
        return Optional.of(
                rejected
                        ? new Rejected(failure, message.getMessage(), arguments)
                        : new Conflict(failure, message.getMessage(), arguments));
    }

    private static TokenProblem standardState(Throwable failure, String state) {
        return switch (state) {
            case "42501" -> new Rejected(failure, "not_permitted");
            case "28P01", "28000" -> new Rejected(failure, "wrong_password");
            case "3D000" -> new Unavailable(failure, "database_missing");
            case "57P01", "57P02", "57P03" -> new Unavailable(failure, "database_away");
            case "53100" -> new Unavailable(failure, "database_full");
            case "57014" -> new Unavailable(failure, "database_slow");
            case "40001", "40P01", "53300", "55P03" -> new Unavailable(failure, "database_busy");
            case "25006" -> new Unavailable(failure, "database_read_only");
            default -> state.startsWith("08") ? new Unavailable(failure, "database_away") : null;
        };
    }

    private static ServerErrorMessage serverMessage(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (cause instanceof PSQLException postgres && postgres.getServerErrorMessage() != null) {
                return postgres.getServerErrorMessage();
            }
            cause = cause.getCause();
        }
        return null;
    }

    /// A detail that is no JSON array is shown as one argument: a message with a poor placeholder is better than a lost
    /// refusal.
    static Object[] arguments(String detail) {
        if (detail == null || detail.isBlank()) {
            return new Object[0];
        }
        try {
            JsonNode node = JSON.readTree(detail);
            if (!node.isArray()) {
                return new Object[] {detail};
            }
            List<Object> values = new ArrayList<>();
            node.forEach(value -> values.add(argument(value)));
            return values.toArray();
        } catch (JsonProcessingException notJson) {
            return new Object[] {detail};
        }
    }

    private static Object argument(JsonNode value) {
        if (value.isIntegralNumber()) {
            return value.canConvertToLong() ? (Object) value.longValue() : value.bigIntegerValue();
        }
        if (value.isNumber()) {
            return value.decimalValue();
        }
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        if (value.isNull()) {
            return "";
        }
        return value.isTextual() ? value.textValue() : value.toString();
    }

    private static boolean hasCause(Throwable failure, Class<? extends Throwable> kind) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (kind.isInstance(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
