package com.arzani.tokens.proof;

import com.arzani.tokens.ledger.EntryHash;
import com.arzani.tokens.problem.Rejected;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Checks a customer's proof file with nothing but the file: checksum, every entry's hash, balances, the way to the
/// seal's
/// root and the seal's signature. Entries are read one by one.
public final class WalletProofCheck {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HexFormat HEX = HexFormat.of();
    private static final int LONGEST_LINE = 1 << 20;
    private static final String SEPARATOR = "\u001f";
    private static final int FIELDS = 23;

    private final Optional<TrustedKeys> trusted;
    private final MessageDigest digest = HashTree.sha256();
    private Header header;
    private byte[] head;
    private long seq;
    private long balance;
    private long owed;

    private WalletProofCheck(Optional<TrustedKeys> trusted) {
        this.trusted = trusted;
    }

    /// What the file proves.
    ///
    /// @param balance in tokens, when the seal was made
    /// @param owed in tokens, when the seal was made
    /// @param fingerprint of the key that signed; believe it only if it is known from elsewhere
    /// @param keyNamed whether the key is one of those that were named
    public record Proven(long userId, long entries, Seal.Sums wallet, Seal seal, String fingerprint, boolean keyNamed) {
        public Instant sealedAt() {
            return seal.sealedAt();
        }
    }

    private record Header(long userId, SignedSeal seal, long leaf, long leaves, List<byte[]> path) {}

    /// Checks a file.
    ///
    /// @param trusted the keys somebody believes; without them any key will do, and the answer names it
    /// @throws Rejected `proof_file_...` with the reason, or `file_not_readable`
    public static Proven check(Path file, Optional<TrustedKeys> trusted) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return new WalletProofCheck(trusted).read(in);
        } catch (IOException failure) {
            throw new Rejected(failure, "file_not_readable", file.toString());
        }
    }

    private Proven read(InputStream in) throws IOException {
        byte[] line = line(in);
        for (byte[] next = line(in); next != null; next = line(in)) {
            // The checksum tells first: a slip of a disk is no forgery.
            digest.update(line);
            digest.update((byte) '\n');
            take(line);
            line = next;
        }
        String checksum = "{\"sha256\":\"" + HEX.formatHex(digest.digest()) + "\"}";
        if (line == null || header == null || !checksum.equals(new String(line, StandardCharsets.UTF_8))) {
            throw new Rejected("proof_file_altered");
        }
        return finish();
    }

    /// A line without its end; null at the end of the file.
    private static byte[] line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int read = in.read();
        if (read < 0) {
            return null;
        }
        while (read != '\n') {
            if (read < 0 || line.size() > LONGEST_LINE) {
                throw new Rejected("proof_file_altered");
            }
            line.write(read);
            read = in.read();
        }
        return line.toByteArray();
    }

    private void take(byte[] line) {
        try {
            JsonNode node = JSON.readTree(line);
            if (header == null) {
                header = header(node);
            } else {
                entry(node);
            }
        } catch (IOException | IllegalArgumentException | ArithmeticException malformed) {
            throw new Rejected(malformed, "proof_file_altered");
        }
    }

    private static Header header(JsonNode node) throws JsonProcessingException {
        if (node == null || !WalletProofFile.FORMAT.equals(node.path("format").asText())) {
            throw new Rejected("proof_file_unknown");
        }
        SealSignature signature = new SealSignature(
                SignedSeal.bytes(node.path("publicKey").asText()),
                SignedSeal.bytes(node.path("signature").asText()));
        Seal seal = Seal.parse(node.path("seal").asText()).orElseThrow(() -> new Rejected("proof_file_altered"));
        List<byte[]> path = new ArrayList<>();
        node.path("path").forEach(hash -> path.add(HEX.parseHex(hash.asText())));
        return new Header(
                node.path("user").asLong(),
                new SignedSeal(seal, signature),
                node.path("leaf").asLong(-1),
                node.path("leaves").asLong(-1),
                path);
    }

    private void entry(JsonNode node) {
        String text = node.path("text").asText();
        String[] fields = text.split(SEPARATOR, -1);
        byte[] hash = EntryHash.over(head, text);
        seq++;
        if (fields.length != FIELDS
                || node.path("number").asLong() != seq
                || !HEX.formatHex(hash).equals(node.path("hash").asText())
                || Long.parseLong(fields[0]) != header.userId()
                || Long.parseLong(fields[1]) != seq) {
            throw new Rejected("proof_file_entry", seq);
        }
        long owedDelta = Long.parseLong(fields[6]);
        long moved = Math.multiplyExact(Long.parseLong(fields[4]), Long.parseLong(fields[5]));
        owed = Math.addExact(owed, owedDelta);
        balance = Math.addExact(balance, Math.addExact(moved, owedDelta));
        if (balance != Long.parseLong(fields[7]) || balance < 0) {
            throw new Rejected("proof_file_balance", seq);
        }
        head = hash;
    }

    private Proven finish() {
        Seal seal = header.seal().seal();
        byte[] leaf = head == null ? new byte[0] : HashTree.leaf(header.userId(), seq, head);
        byte[] root = HashTree.root(leaf, header.leaf(), header.leaves(), header.path());
        if (header.leaves() != seal.wallets() || !HashTree.same(root, seal.root())) {
            throw new Rejected("proof_file_path", seal.number());
        }
        if (!header.seal().isSigned()) {
            throw new Rejected("proof_file_signature", seal.number());
        }
        SealSignature signature = header.seal().signature();
        boolean named = trusted.filter(keys -> keys.holds(signature)).isPresent();
        if (trusted.isPresent() && !named) {
            throw new Rejected(
                    "proof_file_key", signature.fingerprint(), trusted.get().fingerprints());
        }
        return new Proven(header.userId(), seq, new Seal.Sums(balance, owed), seal, signature.fingerprint(), named);
    }
}
