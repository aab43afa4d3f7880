package com.arzani.tokens.ledger;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Finds user, tokens, reason and note in the cells of a file or a clipboard. A first line that names columns says
/// where they
/// are, in any order; without one they stand in this order. A column `direction` (grant or take) goes before unsigned
/// tokens.
public final class BulkSheet {
    private static final Map<String, BulkCell> NAMES = Map.ofEntries(
            Map.entry("user", BulkCell.USER),
            Map.entry("user_id", BulkCell.USER),
            Map.entry("user id", BulkCell.USER),
            Map.entry("customer", BulkCell.USER),
            Map.entry("tokens", BulkCell.TOKENS),
            Map.entry("amount", BulkCell.TOKENS),
            Map.entry("tokens_delta", BulkCell.TOKENS),
            Map.entry("reason", BulkCell.REASON),
            Map.entry("reason_code", BulkCell.REASON),
            Map.entry("reason code", BulkCell.REASON),
            Map.entry("note", BulkCell.NOTE));

    private static final String DIRECTION = "direction";
    private static final List<String> GRANTS = List.of("grant", "give", "credit", "1", "+1", "+");
    private static final List<String> TAKES = List.of("take", "debit", "-1", "-");

    private final Map<BulkCell, Integer> places;
    private final Optional<Integer> direction;
    private final boolean named;

    private BulkSheet(Map<BulkCell, Integer> places, Optional<Integer> direction, boolean named) {
        this.places = places;
        this.direction = direction;
        this.named = named;
    }

    /// The rows of a sheet; lines without anything in them are left out.
    public static List<BulkText> rows(List<List<String>> lines) {
        if (lines.isEmpty()) {
            return List.of();
        }
        BulkSheet sheet = of(lines.getFirst());
        List<BulkText> rows = new ArrayList<>(lines.size());
        for (List<String> line : sheet.named ? lines.subList(1, lines.size()) : lines) {
            BulkText row = sheet.row(line);
            if (!row.blank()) {
                rows.add(row);
            }
        }
        return rows;
    }

    private static BulkSheet of(List<String> first) {
        Map<BulkCell, Integer> places = new EnumMap<>(BulkCell.class);
        Optional<Integer> direction = Optional.empty();
        for (int at = 0; at < first.size(); at++) {
            String name = first.get(at).strip().toLowerCase(Locale.ROOT);
            BulkCell cell = NAMES.get(name);
            if (cell != null) {
                places.putIfAbsent(cell, at);
            } else if (name.equals(DIRECTION)) {
                direction = Optional.of(at);
            }
        }
        if (places.containsKey(BulkCell.USER) && places.containsKey(BulkCell.TOKENS)) {
            return new BulkSheet(places, direction, true);
        }
        for (BulkCell cell : BulkCell.values()) {
            places.put(cell, cell.ordinal());
        }
        return new BulkSheet(places, Optional.empty(), false);
    }

    private BulkText row(List<String> line) {
        return new BulkText(
                at(line, places.get(BulkCell.USER)),
                signed(at(line, places.get(BulkCell.TOKENS)), at(line, direction.orElse(null))),
                at(line, places.get(BulkCell.REASON)),
                at(line, places.get(BulkCell.NOTE)));
    }

    private static String at(List<String> line, Integer place) {
        return place == null || place >= line.size() ? "" : line.get(place);
    }

    /// What does not fit together stays visible, so that the check can say so.
    private static String signed(String tokens, String direction) {
        String word = direction.strip().toLowerCase(Locale.ROOT);
        String bare = tokens.strip();
        boolean unsigned = !bare.startsWith("-") && !bare.startsWith("+");
        if (word.isEmpty() || GRANTS.contains(word) && unsigned) {
            return tokens;
        }
        return TAKES.contains(word) && unsigned ? "-" + bare : word + " " + bare;
    }
}
