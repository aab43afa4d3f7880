package com.arzani.tokens.ui;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Which rows of a long list lie on which page, with the key of every page known so far and the rows of the pages used
/// last. Memory: one key a page, and the rows of [#PAGES_KEPT] pages.
final class PageMap<R, K> {
    static final int PAGES_KEPT = 40;

    private final List<K> keys = new ArrayList<>();
    private final List<Integer> starts = new ArrayList<>();
    private final LinkedHashMap<Integer, List<R>> kept = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, List<R>> eldest) {
            return size() > PAGES_KEPT;
        }
    };
    private int size;

    int size() {
        return size;
    }

    int pages() {
        return keys.size();
    }

    K key(int page) {
        return keys.get(page);
    }

    int start(int page) {
        return starts.get(page);
    }

    int end(int page) {
        return page + 1 < starts.size() ? starts.get(page + 1) : size;
    }

    int pageOf(int row) {
        int low = 0;
        int high = starts.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (starts.get(middle) <= row) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /// The row, or null while its page is not in memory.
    R row(int index) {
        int page = pageOf(index);
        List<R> rows = kept.get(page);
        return rows == null ? null : rows.get(index - starts.get(page));
    }

    boolean holds(int page) {
        return kept.containsKey(page);
    }

    void append(K key, List<R> rows) {
        keys.add(key);
        starts.add(size);
        kept.put(keys.size() - 1, new ArrayList<>(rows));
        size += rows.size();
    }

    void put(int page, List<R> rows) {
        kept.put(page, new ArrayList<>(rows));
    }

    /// Forgets this page and all that follow.
    void cut(int page) {
        size = page < starts.size() ? starts.get(page) : size;
        kept.keySet().removeIf(number -> number >= page);
        keys.subList(page, keys.size()).clear();
        starts.subList(page, starts.size()).clear();
    }

    void forgetRows() {
        kept.clear();
    }

    /// The rows in memory by their place in the list.
    Map<Integer, R> inMemory() {
        Map<Integer, R> rows = new java.util.TreeMap<>();
        kept.forEach((page, pageRows) -> {
            for (int i = 0; i < pageRows.size(); i++) {
                rows.put(starts.get(page) + i, pageRows.get(i));
            }
        });
        return rows;
    }

    void replace(int index, R row) {
        int page = pageOf(index);
        kept.get(page).set(index - starts.get(page), row);
    }
}
