package com.arzani.tokens.ledger;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/// The statement that walks one index of the entries, newest first, from a key on. It is written out, so that its plan
/// can be looked at: whatever the filter and however deep, it reads on in the index's order and stops at the last row
/// asked for, without sorting, skipping or counting. Every text stands here, every value is a parameter (H3).
record HistorySql(String text, Map<String, Object> values) {
    /// Few matches would tempt the planner to gather and sort them; a customer with very many would pay for that at
    /// each page.
    static final String WALK_ONLY = "SELECT set_config('enable_sort', 'off', true),"
            + " set_config('enable_bitmapscan', 'off', true), set_config('enable_seqscan', 'off', true)";

    /// How rare an action is depends on its name, so its plan is made for that name each time.
    static final String WALK_BY_VALUE = WALK_ONLY + ", set_config('plan_cache_mode', 'force_custom_plan', true)";

    static final String OPERATION = """
            SELECT t.* FROM token_entry_keys k
            JOIN token_transactions t ON t.created_at = k.created_at AND t.id = k.entry_id
            WHERE k.operation_key = :key""";

    /// What to set in the transaction before the walk.
    static String settings(EntryFilter filter) {
        return filter.walk() == EntryFilter.Walk.ACTION ? WALK_BY_VALUE : WALK_ONLY;
    }

    /// @param type  walks the entries of this type; null walks what the filter's most telling index finds
    /// @param limit null for all
    static HistorySql of(EntryFilter filter, EntryType type, EntryKey before, Integer limit) {
        StringJoiner where = new StringJoiner(" AND ", " WHERE ", "").setEmptyValue("");
        Map<String, Object> values = new LinkedHashMap<>();
        switch (filter.walk()) {
            case PAYMENT ->
                condition(
                        where,
                        values,
                        "stripe_payment_intent_id = :intent",
                        "intent",
                        filter.subject().paymentIntentId());
            case USER -> condition(where, values, "user_id = :user", "user", filter.userId());
            case ACTION ->
                condition(
                        where,
                        values,
                        "action_type = :action",
                        "action",
                        filter.subject().actionType());
            case TYPES -> {
                if (type != null) {
                    // Written out from our own list: of a parameter the planner would not know how rare it is.
                    where.add("transaction_type = '" + type.code() + "'");
                }
            }
            case TIME -> {}
        }
        condition(where, values, "created_at >= :from", "from", filter.period().from());
        condition(where, values, "created_at < :until", "until", filter.period().until());
        if (before != null) {
            // The plain comparison keeps PostgreSQL out of newer partitions, the other finds the place in the index.
            where.add("created_at <= :before_time").add("(created_at, id) < (:before_time, :before_id)");
            values.put("before_time", before.createdAt());
            values.put("before_id", before.id());
        }
        String text = "SELECT * FROM token_transactions" + where + " ORDER BY created_at DESC, id DESC";
        if (limit != null) {
            text += " LIMIT :rows";
            values.put("rows", limit);
        }
        return new HistorySql(text, values);
    }

    private static void condition(
            StringJoiner where, Map<String, Object> values, String text, String name, Object value) {
        if (value != null) {
            where.add(text);
            values.put(name, value);
        }
    }
}
