package com.arzani.tokens.http;

import java.util.Optional;
import java.util.regex.Pattern;

/// One address with one method.
///
/// @param method `GET` or `POST`
/// @param path exact, but for numbers such as `{id}`
/// @param pace how often one user, or one address, may ask; empty: as often as wanted
public record Route(String method, String path, Access access, Optional<Pace> pace, Endpoint endpoint) {
    private static final String NUMBER = "[1-9][0-9]{0,17}";

    public static Route get(String path, Access access, Endpoint endpoint) {
        return new Route("GET", path, access, Optional.empty(), endpoint);
    }

    public static Route post(String path, Access access, Endpoint endpoint) {
        return new Route("POST", path, access, Optional.empty(), endpoint);
    }

    /// The same, within a pace for each user or address.
    public Route at(Pace limit) {
        return new Route(method, path, access, Optional.of(limit), endpoint);
    }

    /// The paths it answers to; nothing is decoded or shortened before (H10).
    Pattern paths() {
        StringBuilder regex = new StringBuilder();
        for (String part : path.split("(?=\\{)|(?<=\\})")) {
            regex.append(part.startsWith("{") ? NUMBER : Pattern.quote(part));
        }
        return Pattern.compile(regex.toString());
    }
}
