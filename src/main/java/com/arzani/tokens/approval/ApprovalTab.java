package com.arzani.tokens.approval;

/// The three lists of requests.
public enum ApprovalTab {
    /// What the signed-in person may decide, the oldest first.
    REVIEW("r.state = 'waiting' AND r.expires_at > ledger_now() AND r.requested_by <> session_user AND EXISTS ("
            + "SELECT 1 FROM approval_kinds k, unnest(k.approvers) a WHERE k.kind = r.kind"
            + " AND pg_has_role(session_user, CAST(a AS name), 'MEMBER'))"
            + " AND r.id > :after ORDER BY r.id"),
    /// What the signed-in person asked for, newest first.
    MINE("r.requested_by = session_user AND r.id < :after ORDER BY r.id DESC"),
    /// What is decided or over, newest first.
    HISTORY("(r.state <> 'waiting' OR r.expires_at <= ledger_now()) AND r.id < :after ORDER BY r.id DESC");

    private final String condition;

    ApprovalTab(String condition) {
        this.condition = condition;
    }

    String condition() {
        return condition;
    }

    /// The key before the first row.
    long beginning() {
        return this == REVIEW ? 0 : Long.MAX_VALUE;
    }
}
