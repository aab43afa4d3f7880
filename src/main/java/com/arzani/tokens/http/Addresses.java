package com.arzani.tokens.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Which paths there are, in their one spelling, and which methods each takes (H10).
final class Addresses {
    private record Address(Pattern paths, Set<String> methods) {}

    /// Most paths hold no number and are found at once.
    private final Map<String, Set<String>> exact = new HashMap<>();

    private final List<Address> addresses = new ArrayList<>();

    Addresses(List<Route> routes) {
        Map<String, Set<String>> byPaths = new LinkedHashMap<>();
        for (Route route : routes) {
            byPaths.computeIfAbsent(route.paths().pattern(), paths -> new TreeSet<>())
                    .add(route.method());
        }
        byPaths.forEach((paths, methods) -> addresses.add(new Address(Pattern.compile(paths), methods)));
        routes.stream()
                .map(Route::path)
                .filter(path -> path.indexOf('{') < 0)
                .forEach(path -> exact.put(path, search(path)));
    }

    /// The methods of a path; none: there is no such path.
    Set<String> methods(String path) {
        Set<String> known = exact.get(path);
        return known == null ? search(path) : known;
    }

    private Set<String> search(String path) {
        return addresses.stream()
                .filter(address -> address.paths.matcher(path).matches())
                .findFirst()
                .map(Address::methods)
                .orElse(Set.of());
    }
}
