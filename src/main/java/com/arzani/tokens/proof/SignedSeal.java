package com.arzani.tokens.proof;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.Optional;

/// A seal with its signature, as it stands in the table and in the file of seals.
public record SignedSeal(Seal seal, SealSignature signature) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// One line of the file of seals, without its end.
    String line() {
        return JSON.createObjectNode()
                .put("seal", seal.text())
                .put("publicKey", base64(signature.publicKey()))
                .put("signature", base64(signature.signature()))
                .toString();
    }

    /// Reads a line back; nothing if it is not exactly what [#line] writes.
    static Optional<SignedSeal> parse(String line) {
        try {
            JsonNode read = JSON.readTree(line);
            if (!(read instanceof ObjectNode)) {
                return Optional.empty();
            }
            SealSignature signature = new SealSignature(
                    bytes(read.path("publicKey").asText()),
                    bytes(read.path("signature").asText()));
            return Seal.parse(read.path("seal").asText())
                    .map(seal -> new SignedSeal(seal, signature))
                    .filter(seal -> seal.line().equals(line));
        } catch (JsonProcessingException | IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /// Whether the signature is one of that seal by the key beside it; whose key that is says [TrustedKeys].
    public boolean isSigned() {
        return signature.signs(seal.bytes());
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    static byte[] bytes(String base64) {
        return Base64.getDecoder().decode(base64);
    }
}
