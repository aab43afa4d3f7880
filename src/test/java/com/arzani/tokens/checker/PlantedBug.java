package com.arzani.tokens.checker;

import com.arzani.tokens.database.testing.Sql;
import java.util.List;
import java.util.Map;

/// A mistake somebody might make in the functions of the ledger, made on purpose in a test's database.
enum PlantedBug {
    A_MISSING_LOCK("FOR NO KEY UPDATE;", ";"),
    A_PARTIAL_REVERSAL_FORGETS_LOTS(
            "remaining = remaining + v_back",
            "remaining = remaining + CASE WHEN v_back < v_draw.tokens THEN 0 ELSE v_back END"),
    A_REPEATED_CREDIT_CREDITS_AGAIN(
            "v.operation_key := 'stripe:' || p_session_id;",
            "v.operation_key := 'stripe:' || p_session_id || CASE WHEN o.status = 'paid' THEN ':2' ELSE '' END;"),
    LOTS_ARE_DRAWN_IN_ANOTHER_ORDER(
            "ORDER BY expires_at NULLS LAST, draw_rank, entry_id", "ORDER BY draw_rank DESC, entry_id"),
    A_DEBT_IS_FORGOTTEN("v_owed_delta := -least(p.tokens, w.tokens_owed);", "v_owed_delta := 0;"),
    AN_ENDED_LOT_IS_SPENT("next_expiry_at <= ", "next_expiry_at + interval '30 days' <= "),
    SUPPORT_REVERSES_A_SALE(
            "ELSIF e.transaction_type IN ('purchase', 'bonus') AND e.order_id IS NOT NULL THEN", "ELSIF false THEN"),
    A_LOOK_IS_NOT_WRITTEN_DOWN(
            "INSERT INTO audit_log (action, subject_type, subject_id, reason) VALUES"
                    + " ('reveal_contact', 'user', p_user_id::text, v_reason);",
            ""),
    ONE_APPROVES_ONES_OWN_REQUEST("IF r.requested_by = session_user THEN", "IF false THEN"),
    A_LIMIT_HOLDS_NOBODY_UP("IF p_tokens > v_left THEN", "IF false THEN"),
    AN_APPROVAL_FORGETS_WHO_ASKED("v.on_behalf_of := p_behalf;", ""),
    THE_OWNER_IS_NAMED_FOR_THE_OPERATOR("entry.actor := session_user;", "entry.actor := current_user;");

    private final String right;
    private final String wrong;

    PlantedBug(String right, String wrong) {
        this.right = right;
        this.wrong = wrong;
    }

    /// Makes every function that has the right words say the wrong ones.
    void plant(Sql owner) {
        List<Map<String, Object>> functions = owner.rows(
                "SELECT pg_get_functiondef(oid) AS text FROM pg_proc"
                        + " WHERE pronamespace = 'public'::regnamespace AND prokind = 'f' AND position(? IN prosrc) > 0",
                right);
        if (functions.isEmpty()) {
            throw new AssertionError("no function says any more: " + right);
        }
        functions.forEach(function -> owner.execute(((String) function.get("text")).replace(right, wrong)));
    }
}
