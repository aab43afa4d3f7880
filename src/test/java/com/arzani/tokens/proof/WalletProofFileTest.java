package com.arzani.tokens.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.ledger.LedgerFixture;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.TokenProblem;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@PostgresTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WalletProofFileTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LedgerFixture ledger;
    private final Database finance;
    private final SealPlace place;
    private final Path folder;
    private long user;
    private byte[] proof;

    WalletProofFileTest(TestDatabase database, @TempDir Path folder) {
        this.ledger = new LedgerFixture(database);
        this.finance = database.openAs(OperatorRole.FINANCE);
        this.folder = folder;
        this.place = SealPlace.inside(folder);
    }

    @BeforeAll
    void sealed() throws IOException {
        for (int i = 0; i < 12; i++) {
            ledger.userWith(3);
        }
        user = ledger.user();
        ledger.buy(user, 2);
        ledger.service.post(LedgerFixture.spend(user, 9));
        ledger.userWith(4);
        new Sealing(ledger.serviceDatabase, place).seal();
        ledger.support.adjust(LedgerFixture.grant(user, 1));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        WalletProofFile.Written written = new WalletProofFile(finance).write(user, out);
        assertThat(written).isEqualTo(new WalletProofFile.Written(1, 3));
        proof = out.toByteArray();
    }

    private WalletProofCheck.Proven check(byte[] bytes, Optional<TrustedKeys> keys) throws IOException {
        Path file = folder.resolve("proof.jsonl");
        Files.write(file, bytes);
        return WalletProofCheck.check(file, keys);
    }

    private void refused(byte[] bytes, String... keys) {
        assertThatThrownBy(() -> check(bytes, Optional.empty()))
                .isInstanceOfSatisfying(
                        Rejected.class, problem -> assertThat(problem.key()).isIn((Object[]) keys));
    }

    /// As somebody would who knows the format: the checksum fits again.
    private byte[] forged(int line, Consumer<ObjectNode> change) throws IOException {
        List<String> lines = new ArrayList<>(
                new String(proof, StandardCharsets.UTF_8).lines().toList());
        ObjectNode node = (ObjectNode) JSON.readTree(lines.get(line));
        change.accept(node);
        lines.set(line, node.toString());
        lines.removeLast();
        return withChecksum(lines);
    }

    private static byte[] withChecksum(List<String> lines) {
        String body = String.join("\n", lines) + "\n";
        String checksum = HexFormat.of().formatHex(HashTree.sha256().digest(body.getBytes(StandardCharsets.UTF_8)));
        return (body + "{\"sha256\":\"" + checksum + "\"}\n").getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void whoHasNoSealedEntryGetsNoFile() {
        long fresh = ledger.userWith(1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThatThrownBy(() -> new WalletProofFile(finance).write(fresh, out))
                .isInstanceOfSatisfying(
                        TokenProblem.class, problem -> assertThat(problem.key()).isEqualTo("proof_not_sealed"));
        assertThat(out.size()).isZero();
    }

    @Test
    void aFileAlteredInAnyByteIsRefused() {
        for (int at = 0; at < proof.length; at++) {
            byte[] altered = proof.clone();
            altered[at] ^= 1;
            assertThatThrownBy(() -> check(altered, Optional.empty()))
                    .as("byte %d", at)
                    .isInstanceOf(Rejected.class);
        }
    }

    @Test
    void aFileCutShortOrLengthenedIsRefused() {
        for (int length = 0; length < proof.length; length += 7) {
            refused(java.util.Arrays.copyOf(proof, length), "proof_file_altered", "proof_file_unknown");
        }
        refused(java.util.Arrays.copyOf(proof, proof.length - 1), "proof_file_altered");
        refused(java.util.Arrays.copyOf(proof, proof.length + 1), "proof_file_altered", "proof_file_entry");
    }

    @Test
    void aForgeryWhoseChecksumFitsIsRefusedForWhatItIs() throws IOException {
        refused(
                forged(2, node -> node.put("text", node.path("text").asText().replace("bonus", "gift!"))),
                "proof_file_entry");
        refused(forged(0, node -> node.put("user", user + 1)), "proof_file_entry");
        refused(forged(0, node -> node.put("leaf", 1)), "proof_file_path");
        refused(forged(0, node -> node.put("leaves", 1)), "proof_file_path");
        refused(forged(0, node -> node.withArray("path").remove(0)), "proof_file_path");
        refused(forged(0, node -> node.put("format", "other")), "proof_file_unknown");
        refused(
                forged(0, node -> node.put("seal", node.path("seal").asText().replace("\n16\n", "\n17\n"))),
                "proof_file_path",
                "proof_file_signature",
                "proof_file_altered");
        refused(
                forged(0, node -> {
                    String signature = node.path("signature").asText();
                    node.put("signature", (signature.charAt(5) == 'A' ? "B" : "A") + signature.substring(1));
                }),
                "proof_file_signature");
        List<String> lines = new ArrayList<>(
                new String(proof, StandardCharsets.UTF_8).lines().toList());
        lines.removeLast();
        lines.removeLast();
        refused(withChecksum(lines), "proof_file_path");
    }

    @Test
    void aKeyThatWasNotNamedIsRefused(@TempDir Path elsewhere) {
        SealPlace other = SealPlace.inside(elsewhere);
        SealKey.at(other);
        assertThatThrownBy(() -> check(proof, Optional.of(TrustedKeys.read(other.publicKeys()))))
                .isInstanceOfSatisfying(
                        Rejected.class, problem -> assertThat(problem.key()).isEqualTo("proof_file_key"));
    }

    @Test
    void anHonestFileProvesWhatTheSealHeld() throws IOException {
        WalletProofCheck.Proven proven = check(proof, Optional.of(TrustedKeys.read(place.publicKeys())));
        assertThat(proven.userId()).isEqualTo(user);
        assertThat(proven.entries()).isEqualTo(3);
        assertThat(proven.wallet()).isEqualTo(new Seal.Sums(21, 0));
        assertThat(proven.keyNamed()).isTrue();
        assertThat(proven.fingerprint()).isEqualTo(SealKey.at(place).fingerprint());
        assertThat(check(proof, Optional.empty()).keyNamed()).isFalse();
        assertThat(new String(proof, StandardCharsets.UTF_8))
                .doesNotContain("@example.com")
                .doesNotContain("Ann");
    }
}
