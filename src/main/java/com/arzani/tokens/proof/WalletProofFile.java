package com.arzani.tokens.proof;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.ledger.LedgerChain;
import com.arzani.tokens.problem.Conflict;
import com.arzani.tokens.problem.Rejected;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Writes one customer's proof: all their entries up to the last seal as they were hashed, the way from the last of
/// them to
/// the seal's root, and the signed seal. [WalletProofCheck] needs nothing else; docs/proof.md has the format.
public final class WalletProofFile {
    static final String FORMAT = "arzani-wallet-proof-1";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HexFormat HEX = HexFormat.of();

    private final SealTable table;
    private final LedgerChain chain;

    public WalletProofFile(Database database) {
        this.table = new SealTable(database);
        this.chain = new LedgerChain(database);
    }

    /// What was written.
    ///
    /// @param entries how many entries the seal holds; later ones are not in the file
    public record Written(long sealNumber, long entries) {}

    private record Found(SignedSeal seal, SealTable.Head head, int index, List<byte[]> leaves) {}

    /// @throws Rejected `proof_not_sealed` while no seal holds an entry of that user
    /// @throws Conflict `proof_chain_broken` if the ledger has not what the seal holds
    public Written write(long userId, OutputStream out) throws IOException {
        Found found = table.inSnapshot(connection -> {
            List<SealTable.Row> last = SealTable.rows(connection, Long.MAX_VALUE, 1);
            if (last.isEmpty()) {
                throw new Rejected("proof_not_sealed", userId);
            }
            SignedSeal seal = last.getFirst().seal();
            List<byte[]> leaves = new ArrayList<>();
            SealTable.Head[] own = new SealTable.Head[1];
            int[] index = new int[1];
            SealTable.heads(connection, seal.seal().number(), head -> {
                if (head.userId() == userId) {
                    own[0] = head;
                    index[0] = leaves.size();
                }
                leaves.add(head.leaf());
            });
            if (own[0] == null) {
                throw new Rejected("proof_not_sealed", userId);
            }
            return new Found(seal, own[0], index[0], leaves);
        });
        DigestOutputStream digested = new DigestOutputStream(out, HashTree.sha256());
        line(digested, header(userId, found));
        entries(userId, found.head(), digested);
        String checksum = HEX.formatHex(digested.getMessageDigest().digest());
        line(out, JSON.createObjectNode().put("sha256", checksum));
        return new Written(found.seal().seal().number(), found.head().seq());
    }

    private static ObjectNode header(long userId, Found found) {
        ObjectNode header = JSON.createObjectNode()
                .put("format", FORMAT)
                .put("user", userId)
                .put("seal", found.seal().seal().text())
                .put("publicKey", SignedSeal.base64(found.seal().signature().publicKey()))
                .put("signature", SignedSeal.base64(found.seal().signature().signature()))
                .put("leaf", found.index())
                .put("leaves", found.leaves().size());
        var path = header.putArray("path");
        HashTree.path(found.leaves(), found.index()).forEach(hash -> path.add(HEX.formatHex(hash)));
        return header;
    }

    private void entries(long userId, SealTable.Head head, OutputStream out) throws IOException {
        byte[][] last = new byte[1][];
        try {
            chain.stream(userId, head.seq(), link -> {
                last[0] = link.hash();
                try {
                    line(
                            out,
                            JSON.createObjectNode()
                                    .put("number", link.seq())
                                    .put("text", link.text())
                                    .put("hash", HEX.formatHex(link.hash())));
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                }
            });
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
        if (!HashTree.same(last[0], head.hash())) {
            throw new Conflict("proof_chain_broken", userId);
        }
    }

    private static void line(OutputStream out, ObjectNode node) throws IOException {
        out.write((node + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
