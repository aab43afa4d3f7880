package com.arzani.tokens.checker;

import java.util.List;
import java.util.Objects;

/// One thing somebody asks of the ledger.
///
/// @param key     the operation's key; a batch has none of its own
/// @param subject the entry that is taken back, for a reversal or a return; else null
/// @param order   the order that is credited, refunded or disputed; else null
/// @param request the request that is decided; else null
/// @param seq     the wallet's number as the operator saw it; else null
/// @param parts   the postings of a batch
record Step(
        Kind kind,
        Actor actor,
        String key,
        long user,
        long tokens,
        Long subject,
        Order order,
        Request request,
        Long seq,
        List<Step> parts) {
    enum Kind {
        SPEND,
        GRANT,
        TAKE,
        /// A bonus whose lot ends; no door gives one yet, so the owner does.
        GIFT,
        CREDIT,
        /// Stripe says another amount than our order.
        MISCREDIT,
        REFUND,
        DISPUTE,
        RETURN,
        REVERSE,
        BATCH,
        /// The job that posts what has ended.
        EXPIRE,
        /// Asks for a second person's word.
        REQUEST_GRANT,
        REQUEST_TAKE,
        APPROVE,
        REJECT,
        /// The audited look at a customer's address.
        REVEAL
    }

    static Step of(Kind kind, Actor actor, String key, long user, long tokens) {
        return new Step(kind, actor, key, user, tokens, null, null, null, null, List.of());
    }

    static Step batch(List<Step> parts) {
        return new Step(Kind.BATCH, Actor.SERVICE, "", 0, 0, null, null, null, null, List.copyOf(parts));
    }

    Step about(Long entry) {
        return new Step(kind, actor, key, user, tokens, entry, order, request, seq, parts);
    }

    Step on(Order bought) {
        return new Step(kind, actor, key, user, tokens, subject, bought, request, seq, parts);
    }

    Step seen(Long number) {
        return new Step(kind, actor, key, user, tokens, subject, order, request, number, parts);
    }

    Step by(Actor other) {
        return new Step(kind, other, key, user, tokens, subject, order, request, seq, parts);
    }

    Step withTokens(long other) {
        return new Step(kind, actor, key, user, other, subject, order, request, seq, parts);
    }

    /// A decision on a request; what an approval posts stands under the request's key.
    static Step decision(Kind kind, Actor actor, Request decided) {
        Step asked = decided.asked();
        return new Step(kind, actor, asked.key(), asked.user(), asked.tokens(), null, null, decided, null, List.of());
    }

    boolean asks() {
        return kind == Kind.REQUEST_GRANT || kind == Kind.REQUEST_TAKE;
    }

    /// Which way it moves the balance; 0 if that depends on what it takes back.
    int direction() {
        return switch (kind) {
            case SPEND, TAKE, REFUND, DISPUTE -> -1;
            case APPROVE -> request.gives() ? 1 : -1;
            case REVERSE -> 0;
            default -> 1;
        };
    }

    /// The postings it is made of.
    List<Step> lines() {
        return kind == Kind.BATCH ? parts : List.of(this);
    }

    /// What the ledger may find under its key in the wire.
    String mark() {
        return kind == Kind.BATCH
                ? parts.getFirst().key()
                : request != null ? request.hash() : order != null && isCredit() ? order.session() : key;
    }

    boolean isCredit() {
        return kind == Kind.CREDIT || kind == Kind.MISCREDIT;
    }

    /// Whether it posts under a key at all.
    boolean posts() {
        return kind != Kind.EXPIRE && kind != Kind.REVEAL && kind != Kind.BATCH && kind != Kind.REJECT && !asks();
    }

    /// Same key, same content: the same operation.
    boolean sameContent(Step other) {
        return kind == other.kind
                && user == other.user
                && tokens == other.tokens
                && Objects.equals(subject, other.subject)
                && Objects.equals(order, other.order);
    }

    @Override
    public String toString() {
        if (kind == Kind.BATCH) {
            return "batch " + parts;
        }
        return kind.name().toLowerCase(java.util.Locale.ROOT) + " " + tokens + " of user " + user
                + (subject == null ? "" : " about entry " + subject)
                + (order == null ? "" : " on order " + order.id())
                + (request == null ? "" : " on request " + request.id())
                + (seq == null ? "" : " seen at " + seq) + " by " + actor + " key " + key;
    }
}
