package com.arzani.tokens.demonstration;

/// How often each user has contacted each listing; 12 bytes a slot, so that millions of pairs fit.
final class PairCounts {
    private static final int FIRST_SLOTS = 1 << 12;
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    private long[] pairs = new long[FIRST_SLOTS];
    private int[] counts = new int[FIRST_SLOTS];
    private int used;

    int count(int userId, int businessId) {
        return counts[slot(pairs, pair(userId, businessId))];
    }

    /// Counts one more and gives the new count.
    int increment(int userId, int businessId) {
        long pair = pair(userId, businessId);
        int slot = slot(pairs, pair);
        if (counts[slot] == 0) {
            pairs[slot] = pair;
            if (++used > pairs.length / 2) {
                counts[slot] = 1;
                grow();
                return 1;
            }
        }
        return ++counts[slot];
    }

    private static long pair(int userId, int businessId) {
        return (long) userId << 32 | businessId;
    }

    private static int slot(long[] table, long pair) {
        int mask = table.length - 1;
        int slot = (int) (pair * SPREAD >>> 33) & mask;
        while (table[slot] != 0 && table[slot] != pair) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldPairs = pairs;
        int[] oldCounts = counts;
        pairs = new long[oldPairs.length * 2];
        counts = new int[pairs.length];
        for (int i = 0; i < oldPairs.length; i++) {
            if (oldPairs[i] != 0) {
                int slot = slot(pairs, oldPairs[i]);
                pairs[slot] = oldPairs[i];
                counts[slot] = oldCounts[i];
            }
        }
    }
}
