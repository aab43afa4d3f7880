package com.arzani.tokens.http;

import com.arzani.tokens.payments.checkout.OrderState;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

/// The small page that tells how an order stands. Nothing of the request is in it, nothing may be loaded or framed, and
/// no
/// script runs; while the payment is being confirmed it asks again by itself.
final class ReturnPage {
    private static final String STYLE = "body{font:1.1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:15vh auto;"
            + "padding:0 1.5rem;color-scheme:light dark}h1{font-size:1.6rem}";
    private static final String POLICY = "default-src 'none'; style-src 'sha256-" + hash()
            + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Wording wording;

    ReturnPage(Wording wording) {
        this.wording = wording;
    }

    private static String hash() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(STYLE.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// @param state a word of ours, for which there are texts
    Answer of(String state, Optional<OrderState> order) {
        String tokens = order.map(known -> known.tokens().toString()).orElse("");
        String again = state.equals("created") ? "<meta http-equiv=\"refresh\" content=\"3\">" : "";
        String html = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width\">" + again + "<title>" + text(state, "title")
                + "</title><style>" + STYLE + "</style></head><body><main><h1>" + text(state, "title")
                + "</h1><p role=\"status\">" + text(state, "text").replace("{0}", tokens)
                + "</p><p><a href=\"/\">"
                + escaped(wording.text("api.page.back").orElse("")) + "</a></p></main></body></html>";
        return Answer.text("text/html; charset=utf-8", html)
                .with("Content-Security-Policy", POLICY)
                .with("Referrer-Policy", "no-referrer")
                .with("X-Frame-Options", "DENY");
    }

    private String text(String state, String part) {
        String key = "api.page." + state + "." + part;
        return escaped(wording.text(key)
                .or(() -> wording.text("api.page.unknown." + part))
                .orElse(""));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
