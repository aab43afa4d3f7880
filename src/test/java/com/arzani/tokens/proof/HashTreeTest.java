package com.arzani.tokens.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@PostgresTest
class HashTreeTest {
    private static final int MOST = 70;

    /// RFC 6962 as it is written, by recursion.
    private static byte[] asWritten(List<byte[]> leaves) throws Exception {
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        if (leaves.isEmpty()) {
            return sha.digest();
        }
        if (leaves.size() == 1) {
            return leaves.getFirst();
        }
        int left = Integer.highestOneBit(leaves.size() - 1);
        byte[] one = asWritten(leaves.subList(0, left));
        byte[] other = asWritten(leaves.subList(left, leaves.size()));
        sha.update((byte) 1);
        sha.update(one);
        return sha.digest(other);
    }

    private static List<byte[]> leaves(int count) {
        return IntStream.range(0, count)
                .mapToObj(user -> HashTree.leaf(
                        user + 1,
                        user * 7L + 1,
                        HashTree.sha256().digest(("head " + user).getBytes(StandardCharsets.UTF_8))))
                .toList();
    }

    private static byte[] root(List<byte[]> leaves) {
        HashTree tree = new HashTree();
        leaves.forEach(tree::add);
        return tree.root();
    }

    @Test
    void aPathThatIsNotOfThisLeafOrPlaceGivesAnotherRoot() {
        List<byte[]> leaves = leaves(11);
        byte[] root = root(leaves);
        List<byte[]> path = HashTree.path(leaves, 4);

        assertThat(HashTree.root(leaves.get(5), 4, 11, path)).isNotEqualTo(root);
        assertThat(HashTree.root(leaves.get(4), 5, 11, path)).isNotEqualTo(root);
        assertThat(HashTree.root(leaves.get(4), 4, 11, path.subList(1, path.size())))
                .isNull();
        List<byte[]> longer = new ArrayList<>(path);
        longer.add(root);
        assertThat(HashTree.root(leaves.get(4), 4, 11, longer)).isNull();
        assertThat(HashTree.root(leaves.get(4), 11, 11, path)).isNull();
        assertThat(HashTree.root(leaves.get(4), -1, 11, path)).isNull();
    }

    @Test
    void everyTreeIsThatOfTheStandardAndEveryPathLeadsToItsRoot() throws Exception {
        for (int count = 0; count <= MOST; count++) {
            List<byte[]> leaves = leaves(count);
            byte[] root = root(leaves);
            assertThat(root).as("%d leaves", count).isEqualTo(asWritten(leaves));
            for (int index = 0; index < count; index++) {
                List<byte[]> path = HashTree.path(leaves, index);
                assertThat(path).hasSizeLessThanOrEqualTo(7);
                assertThat(HashTree.root(leaves.get(index), index, count, path))
                        .as("leaf %d of %d", index, count)
                        .isEqualTo(root);
            }
        }
    }

    @Test
    void theDatabaseBuildsTheSameTree(TestDatabase database) {
        for (int count = 0; count <= MOST; count++) {
            List<byte[]> leaves = leaves(count);
            Object[] hex = leaves.stream().map(HexFormat.of()::formatHex).toArray();
            byte[] root = database.sql()
                    .value(
                            byte[].class,
                            "SELECT ledger_tree_root(ARRAY(SELECT decode(x, 'hex') FROM unnest(string_to_array(?, ','))"
                                    + " WITH ORDINALITY AS u (x, o) ORDER BY o))",
                            String.join(
                                    ",",
                                    IntStream.range(0, count)
                                            .mapToObj(i -> (String) hex[i])
                                            .toList()));
            assertThat(root).as("%d leaves", count).isEqualTo(root(leaves));
        }
    }

    /// Written down, so that whoever builds a checker has something to compare with.
    @Test
    void aLeafIsWhatTheDocumentSays() {
        byte[] head = HexFormat.of().parseHex("00".repeat(32));
        assertThat(HexFormat.of().formatHex(HashTree.leaf(42, 17, head)))
                .isEqualTo("a93b3a51d26fa4f13eae2ab3093a72c7c61a23e9fd8e6872c706648e92a7f0a9");
    }
}
