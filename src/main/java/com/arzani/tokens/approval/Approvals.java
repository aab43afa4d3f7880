package com.arzani.tokens.approval;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.ledger.Adjustment;
import com.arzani.tokens.ledger.Reversal;
import com.arzani.tokens.problem.TokenProblem;
import jakarta.persistence.Tuple;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Asks for what passes a limit, and decides what others asked for. PostgreSQL refuses one's own request, an expired
/// one, a
/// second decision and an effect other than the one shown (ruling 33).
public final class Approvals {
    private static final String EFFECT_CHANGED = "request_effect_changed";

    private final Database database;

    public Approvals(Database database) {
        this.database = database;
    }

    /// A person's count of requests, and a mark that changes with each of them.
    ///
    /// @param forMe what the signed-in person may decide
    /// @param mark  differs as soon as any request they see was made or decided
    public record Pulse(long forMe, String mark) {}

    /// Asks for a grant or a take.
    public ApprovalRequest request(Adjustment adjustment) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("key", adjustment.operationKey());
        values.put("user", adjustment.userId());
        values.put("direction", adjustment.direction().sign());
        values.put("tokens", adjustment.tokens().count());
        values.put("code", adjustment.reason().code());
        values.put("note", adjustment.reason().note());
        values.put("seq", adjustment.walletSeq() == null ? -1L : adjustment.walletSeq());
        return call("request_adjustment(:key, :user, :direction, :tokens, :code, :note, nullif(:seq, -1))", values);
    }

    /// Asks for taking an entry back.
    public ApprovalRequest request(Reversal reversal) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("key", reversal.operationKey());
        values.put("entry", reversal.entryId());
        values.put("tokens", reversal.tokens() == null ? 0L : reversal.tokens().count());
        values.put("code", reversal.reason().code());
        values.put("note", reversal.reason().note());
        return call("request_reversal(:key, :entry, nullif(:tokens, 0), :code, :note)", values);
    }

    /// Asks for the early end of a boost.
    public ApprovalRequest requestBoostEnd(String operationKey, long boostId, Adjustment.Reason reason) {
        return call(
                "request_boost_end(:key, :boost, :code, :note)",
                Map.of("key", operationKey, "boost", boostId, "code", reason.code(), "note", reason.note()));
    }

    /// Asks for taking an access to premium analytics back.
    public ApprovalRequest requestUnlockEnd(String operationKey, long unlockId, Adjustment.Reason reason) {
        return call(
                "request_unlock_end(:key, :unlock, :code, :note)",
                Map.of("key", operationKey, "unlock", unlockId, "code", reason.code(), "note", reason.note()));
    }

    /// Does what another person asked for, exactly as shown.
    ///
    /// @throws Conflict `request_effect_changed`, see [#changed]; `request_decided`
    public ApprovalRequest approve(long id, String planHash, String note) {
        return call("approve_request(:id, :hash, :note)", Map.of("id", id, "hash", planHash, "note", note));
    }

    public ApprovalRequest reject(long id, String note) {
        return call("reject_request(:id, :note)", Map.of("id", id, "note", note));
    }

    /// Takes back what one asked for oneself.
    public ApprovalRequest withdraw(long id, String note) {
        return call("withdraw_request(:id, :note)", Map.of("id", id, "note", note));
    }

    /// What a waiting request would do now.
    public Proposal now(long id) {
        return database.call(session -> {
            Tuple row = session.createNativeQuery(
                            "SELECT plan_hash, CAST(shown AS text) AS shown FROM request_effect(:id)", Tuple.class)
                    .setParameter("id", id)
                    .getSingleResult();
            return new Proposal(row.get("plan_hash", String.class), EffectJson.effect(row.get("shown", String.class)));
        });
    }

    /// The effect a refused approval would have had, if that is why it was refused.
    public static Optional<Proposal> changed(TokenProblem problem) {
        List<Object> arguments = problem.arguments();
        return problem.key().equals(EFFECT_CHANGED) && arguments.size() == 2
                ? Optional.of(new Proposal(
                        arguments.get(0).toString(),
                        EffectJson.effect(arguments.get(1).toString())))
                : Optional.empty();
    }

    /// A page of a list, after a request's id; null begins it.
    public List<ApprovalRequest> page(ApprovalTab tab, Long after, int rowsMax) {
        return database.read(session -> session.createNativeQuery(ApprovalRows.where(tab.condition()), Tuple.class)
                .setParameter("after", after == null ? tab.beginning() : after)
                .setMaxResults(rowsMax)
                .getResultStream()
                .map(ApprovalRows::request)
                .toList());
    }

    public Optional<ApprovalRequest> find(long id) {
        return one("r.id = :value", id);
    }

    /// The request made under an operation key: answers an unknown outcome (F1, F2).
    public Optional<ApprovalRequest> byKey(String operationKey) {
        return one("r.operation_key = :value", operationKey);
    }

    public Pulse pulse() {
        return database.read(session -> {
            Tuple row = session.createNativeQuery(
                            "SELECT (SELECT count(*) FROM (" + ApprovalRows.where(ApprovalTab.REVIEW.condition())
                                    + ") waiting) AS mine, concat((SELECT max(id) FROM approval_requests), ' ',"
                                    + " (SELECT count(*) FROM approval_requests WHERE state = 'waiting'"
                                    + " AND expires_at > ledger_now())) AS mark",
                            Tuple.class)
                    .setParameter("after", 0L)
                    .getSingleResult();
            return new Pulse(row.get("mine", Long.class), row.get("mark", String.class));
        });
    }

    private Optional<ApprovalRequest> one(String condition, Object value) {
        return database.read(session -> session.createNativeQuery(ApprovalRows.where(condition), Tuple.class)
                .setParameter("value", value)
                .getResultStream()
                .map(ApprovalRows::request)
                .findFirst());
    }

    private ApprovalRequest call(String door, Map<String, Object> values) {
        return database.call(session -> {
            var query = session.createNativeQuery(ApprovalRows.ofDoor(door), Tuple.class);
            values.forEach(query::setParameter);
            return ApprovalRows.request(query.getSingleResult());
        });
    }
}
