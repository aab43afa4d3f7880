package com.arzani.tokens.demonstration;

/// Zipf's law over numbered things: a few do most. Which ones is drawn; the first so many of them take part at a time.
final class Popularity {
    private static final long SCALE = 1_000_000_000L;

    private final long[] upTo;

    /// @param flattening the larger, the less the first ones stand out
    Popularity(int count, int flattening, Draws draws) {
        int[] rank = new int[count];
        for (int i = 0; i < count; i++) {
            int place = draws.below(i + 1);
            rank[i] = rank[place];
            rank[place] = i;
        }
        upTo = new long[count + 1];
        for (int i = 0; i < count; i++) {
            upTo[i + 1] = upTo[i] + SCALE / (rank[i] + flattening);
        }
    }

    /// The index of one of the first `present` things.
    int pick(int present, Draws draws) {
        long at = draws.below(upTo[present]);
        int low = 0;
        int high = present - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (upTo[middle + 1] <= at) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
