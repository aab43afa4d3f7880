package com.arzani.tokens.payments.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/// An error as Stripe answers it: an HTTP status and an `error` object.
final class StripeRefusal extends RuntimeException {
    private final int status;
    private final transient ObjectNode error;
    private final transient Map<String, String> headers;

    private StripeRefusal(int status, ObjectNode error, Map<String, String> headers) {
        super(error.path("message").asText());
        this.status = status;
        this.error = error;
        this.headers = headers;
    }

    static StripeRefusal invalidKey() {
        return new StripeRefusal(
                401, error("invalid_request_error", "Invalid API Key provided.", null, null), Map.of());
    }

    static StripeRefusal denied() {
        String message = "The provided key does not have the required permissions for this endpoint.";
        return new StripeRefusal(403, error("invalid_request_error", message, null, null), Map.of());
    }

    static StripeRefusal invalid(String message, String param) {
        return new StripeRefusal(400, error("invalid_request_error", message, null, param), Map.of());
    }

    static StripeRefusal invalid(String code, String message, String param) {
        return new StripeRefusal(400, error("invalid_request_error", message, code, param), Map.of());
    }

    static StripeRefusal missing(String param) {
        return invalid("parameter_missing", "Missing required param: " + param + ".", param);
    }

    static StripeRefusal unknownParameter(String param) {
        return invalid("parameter_unknown", "Received unknown parameter: " + param, param);
    }

    static StripeRefusal noSuch(int status, String object, String id, String param) {
        String message = "No such " + object + ": '" + id + "'";
        return new StripeRefusal(status, error("invalid_request_error", message, "resource_missing", param), Map.of());
    }

    static StripeRefusal unknownAddress(String method, String path) {
        String message = "Unrecognized request URL (" + method + ": " + path + ").";
        return new StripeRefusal(404, error("invalid_request_error", message, null, null), Map.of());
    }

    static StripeRefusal keyReused() {
        String message =
                "Keys for idempotent requests can only be used with the same parameters they were first used with.";
        return new StripeRefusal(400, error("idempotency_error", message, null, null), Map.of());
    }

    static StripeRefusal keyInUse() {
        String message = "There is currently another in-progress request using this Idempotent Key.";
        return new StripeRefusal(409, error("idempotency_error", message, "idempotency_key_in_use", null), Map.of());
    }

    static StripeRefusal tooMany(Map<String, String> headers) {
        String message = "Request rate limit exceeded.";
        return new StripeRefusal(429, error("invalid_request_error", message, "rate_limit", null), headers);
    }

    static StripeRefusal broken(int status) {
        return new StripeRefusal(status, error("api_error", "An error occurred.", null, null), Map.of());
    }

    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    ObjectNode body() {
        return JsonNodeFactory.instance.objectNode().set("error", error);
    }

    private static ObjectNode error(String type, String message, String code, String param) {
        ObjectNode error =
                JsonNodeFactory.instance.objectNode().put("type", type).put("message", message);
        if (code != null) {
            error.put("code", code);
            error.put("doc_url", "https://stripe.com/docs/error-codes/" + code.replace('_', '-'));
        }
        if (param != null) {
            error.put("param", param);
        }
        return error;
    }
}
