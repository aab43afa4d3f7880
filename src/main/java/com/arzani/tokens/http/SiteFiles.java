package com.arzani.tokens.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The web components that the marketplace's pages load, under `/web/`, and their texts. A fixed list: no path is ever
/// made
/// of what somebody asked.
public final class SiteFiles {
    private static final List<String> COMPONENTS = List.of(
            "arzani.js",
            "marketplace.js",
            "element.js",
            "token-balance.js",
            "token-packages.js",
            "contact-seller.js",
            "boost-listing.js",
            "token-tour.js");
    private static final Map<String, String> TYPES = Map.of(
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "html", "text/html; charset=utf-8",
            "svg", "image/svg+xml");
    /// Everything from here, nothing inline: what a component shows can never become a script.
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Map<String, String> texts;

    /// @param texts what the components say, by key
    public SiteFiles(Map<String, String> texts) {
        this.texts = new TreeMap<>(texts);
    }

    public List<Route> routes() {
        return Stream.concat(
                        COMPONENTS.stream().map(name -> file("/web/" + name, name)),
                        Stream.of(Route.get("/web/texts.json", Access.ANYBODY, call -> fresh(Answer.json(200, texts)))))
                .toList();
    }

    static Route file(String path, String name) {
        byte[] content = content(name);
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        Answer answer = fresh(new Answer(200, type, content, Map.of()));
        return Route.get(path, Access.ANYBODY, call -> answer);
    }

    /// Asked for again each time, so that a page never runs components of two versions.
    private static Answer fresh(Answer answer) {
        return answer.with("Cache-Control", "no-cache")
                .with("X-Content-Type-Options", "nosniff")
                .with("Referrer-Policy", "no-referrer")
                .with("Content-Security-Policy", POLICY);
    }

    private static byte[] content(String name) {
        try (InputStream file = SiteFiles.class.getResourceAsStream("/web/" + name)) {
            return Optional.ofNullable(file)
                    .orElseThrow(() -> new IllegalStateException("no web file " + name))
                    .readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
