package com.arzani.tokens.proof;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;

/// The hash tree of RFC 6962 over a ledger's wallets: a leaf is hashed behind a zero byte, a node behind a one, so that
/// none
/// can pass for the other; the left part of a tree is the largest full one. Leaves come one by one, in bounded memory:
/// one
/// hash for each level. The same as `ledger_tree_root` in the database; a test holds the two together.
public final class HashTree {
    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private record Subtree(int height, byte[] hash) {}

    private final MessageDigest digest = sha256();
    private final Deque<Subtree> open = new ArrayDeque<>();
    private long leaves;

    /// The leaf of a wallet: its user, the number and the hash of its last entry, as text.
    public static byte[] leaf(long userId, long walletSeq, byte[] head) {
        MessageDigest digest = sha256();
        digest.update(LEAF);
        String text = userId + " " + walletSeq + " " + HexFormat.of().formatHex(head);
        return digest.digest(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Adds the next leaf.
    public void add(byte[] leaf) {
        leaves++;
        Subtree last = new Subtree(0, leaf);
        while (!open.isEmpty() && open.peek().height() == last.height()) {
            last = new Subtree(last.height() + 1, node(open.pop().hash(), last.hash()));
        }
        open.push(last);
    }

    public long leaves() {
        return leaves;
    }

    /// The root over the leaves so far; of none it is the hash of nothing.
    public byte[] root() {
        byte[] root = null;
        for (Subtree subtree : open) {
            root = root == null ? subtree.hash() : node(subtree.hash(), root);
        }
        return root == null ? sha256().digest() : root;
    }

    private byte[] node(byte[] left, byte[] right) {
        digest.update(NODE);
        digest.update(left);
        digest.update(right);
        return digest.digest();
    }

    /// The hashes that lead from a leaf to the root, lowest first.
    public static List<byte[]> path(List<byte[]> leaves, int index) {
        HashTree tree = new HashTree();
        List<byte[]> path = new ArrayList<>();
        List<byte[]> level = leaves;
        int at = index;
        while (level.size() > 1) {
            List<byte[]> above = new ArrayList<>((level.size() + 1) / 2);
            for (int left = 0; left < level.size(); left += 2) {
                boolean alone = left + 1 == level.size();
                above.add(alone ? level.get(left) : tree.node(level.get(left), level.get(left + 1)));
            }
            int partner = at ^ 1;
            if (partner < level.size()) {
                path.add(level.get(partner));
            }
            level = above;
            at /= 2;
        }
        return path;
    }

    /// The root that a leaf and its path give; null if the path is not as long as the place asks for.
    public static byte[] root(byte[] leaf, long index, long size, List<byte[]> path) {
        if (index < 0 || index >= size) {
            return null;
        }
        HashTree tree = new HashTree();
        byte[] hash = leaf;
        long at = index;
        long last = size - 1;
        int used = 0;
        while (last > 0) {
            // The last node of a level with nobody beside it moves up as it is.
            if (at % 2 == 1 || at < last) {
                if (used == path.size()) {
                    return null;
                }
                byte[] partner = path.get(used++);
                hash = at % 2 == 1 ? tree.node(partner, hash) : tree.node(hash, partner);
            }
            at /= 2;
            last /= 2;
        }
        return used == path.size() ? hash : null;
    }

    /// Whether two hashes are the same.
    static boolean same(byte[] one, byte[] other) {
        return Arrays.equals(one, other);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java has SHA-256", missing);
        }
    }
}
