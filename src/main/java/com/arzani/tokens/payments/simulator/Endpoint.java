package com.arzani.tokens.payments.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/// One method and path of Stripe's, the parameters the simulator honours there, and what answers it.
record Endpoint(String method, Pattern path, Set<String> params, Function<Call, ObjectNode> answer) {
    /// @param path with `{}` for an id
    static Endpoint of(String method, String path, Set<String> params, Function<Call, ObjectNode> answer) {
        Pattern pattern = Pattern.compile(path.replace("{}", "([A-Za-z0-9_]{1,255})"));
        return new Endpoint(method, pattern, params, answer);
    }
}
