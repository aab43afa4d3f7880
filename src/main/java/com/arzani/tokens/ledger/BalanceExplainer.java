package com.arzani.tokens.ledger;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.ledger.BalanceExplanation.End;
import com.arzani.tokens.ledger.BalanceExplanation.Open;
import com.arzani.tokens.ledger.BalanceExplanation.State;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.problem.Rejected;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.Session;

/// Explains a balance, now or at any moment before, from entries, lots and draws alone. Each answer is of one snapshot.
public final class BalanceExplainer {
    private static final int OPEN_LOTS_SHOWN = 200;

    /// Later than any entry, and still a time PostgreSQL knows.
    private static final Instant EVER = Instant.parse("9999-01-01T00:00:00Z");

    private final Database database;

    public BalanceExplainer(Database database) {
        this.database = database;
    }

    /// @throws Rejected `user_unknown`; `entry_not_found` when the moment is an entry of nobody or of somebody else
    public BalanceExplanation explain(long userId, Moment moment) {
        return database.read(session -> {
            ExplanationRows.snapshot(session);
            String name = ExplanationRows.name(session, userId);
            Wallet wallet = session.find(Wallet.class, userId);
            State state = state(session, userId, wallet, moment);
            List<Flow> flows = new ArrayList<>();
            long owed = readFlows(session, userId, state, flows);
            Tokens debt = moment.isNow() && wallet != null ? wallet.owed() : new Tokens(owed);
            return new BalanceExplanation(
                    userId,
                    name,
                    moment,
                    new State(state.seq(), state.last(), state.balance(), debt),
                    flows,
                    open(session, userId, state.seq(), wallet == null ? 0 : wallet.seq()));
        });
    }

    /// The owner of an entry, to explain its balance.
    ///
    /// @throws Rejected `entry_not_found`
    public long ownerOf(long entryId) {
        return database.read(session -> session.createNativeQuery(ExplanationSql.OWNER, Long.class)
                .setParameter("entry", entryId)
                .getResultStream()
                .findFirst()
                .orElseThrow(() -> new Rejected("entry_not_found", Long.toString(entryId))));
    }

    /// The lots of a wallet as they were at the explained moment, used up or not, newest first.
    ///
    /// @param beforeLot the last lot of the page before; null for the first page
    public List<LotThen> lots(BalanceExplanation shown, Long beforeLot, int limit) {
        return database.read(session -> {
            ExplanationRows.snapshot(session);
            List<Long> ids = session.createNativeQuery(ExplanationSql.LOT_PAGE, Long.class)
                    .setParameter("user", shown.userId())
                    .setParameter("seq", shown.state().seq())
                    .setParameter("before", beforeLot == null ? Long.MAX_VALUE : beforeLot)
                    .setParameter("limit", limit)
                    .getResultList();
            Map<Long, Long> left = ExplanationRows.leftOf(
                    session, ids, shown.userId(), shown.state().seq());
            return ExplanationRows.withLots(session, ids, left);
        });
    }

    /// What was drawn from a lot and given back to it until the explained moment, newest first.
    ///
    /// @param beforeEntry the last entry of the page before; null for the first page
    public List<LotUse> uses(BalanceExplanation shown, long lotId, Long beforeEntry, int limit) {
        return database.read(session -> {
            List<Object[]> rows = session.createNativeQuery(ExplanationSql.USE_PAGE, Object[].class)
                    .setParameter("lot", lotId)
                    .setParameter("seq", shown.state().seq())
                    .setParameter("before", beforeEntry == null ? Long.MAX_VALUE : beforeEntry)
                    .setParameter("limit", limit)
                    .getResultList();
            List<Long> ids = rows.stream().map(row -> (Long) row[0]).toList();
            Map<Long, LedgerEntry> entries = ExplanationRows.entries(session, ids).stream()
                    .collect(Collectors.toMap(LedgerEntry::id, Function.identity()));
            return rows.stream()
                    .map(row -> new LotUse(entries.get((Long) row[0]), new Tokens((Long) row[1])))
                    .toList();
        });
    }

    private static State state(Session session, long userId, Wallet wallet, Moment moment) {
        if (moment.isNow()) {
            return wallet == null
                    ? nothing()
                    : new State(wallet.seq(), wallet.lastEntryAt(), wallet.balance(), wallet.owed());
        }
        if (moment.entryId() != null) {
            return session.createNativeQuery(ExplanationSql.ENTRY, Object[].class)
                    .setParameter("entry", moment.entryId())
                    .addScalar("wallet_seq", Long.class)
                    .addScalar("created_at", Instant.class)
                    .addScalar("balance_after", Long.class)
                    .addScalar("user_id", Long.class)
                    .getResultStream()
                    .filter(row -> (Long) row[3] == userId)
                    .map(BalanceExplainer::state)
                    .findFirst()
                    .orElseThrow(() ->
                            new Rejected("entry_not_found", moment.entryId().toString()));
        }
        return session.createNativeQuery(ExplanationSql.LAST_ENTRY, Object[].class)
                .setParameter("user", userId)
                .setParameter("at", moment.at())
                .addScalar("wallet_seq", Long.class)
                .addScalar("created_at", Instant.class)
                .addScalar("balance_after", Long.class)
                .getResultStream()
                .map(BalanceExplainer::state)
                .findFirst()
                .orElse(nothing());
    }

    private static State nothing() {
        return new State(0, null, Tokens.ZERO, Tokens.ZERO);
    }

    private static State state(Object[] row) {
        return new State((Long) row[0], (Instant) row[1], new Tokens((Long) row[2]), Tokens.ZERO);
    }

    /// @return what is owed
    private static long readFlows(Session session, long userId, State state, List<Flow> flows) {
        long owed = 0;
        List<Object[]> rows = session.createNativeQuery(ExplanationSql.FLOWS, Object[].class)
                .setParameter("user", userId)
                .setParameter("at", state.last() == null ? EVER : state.last())
                .setParameter("seq", state.seq())
                .addScalar("transaction_type", String.class)
                .addScalar("direction", Integer.class)
                .addScalar("action", String.class)
                .addScalar("entries", Long.class)
                .addScalar("tokens", Long.class)
                .addScalar("owed", Long.class)
                .addScalar("first_at", Instant.class)
                .addScalar("last_at", Instant.class)
                .getResultList();
        for (Object[] row : rows) {
            int direction = (Integer) row[1];
            flows.add(new Flow(
                    Flow.Sort.of(EntryType.of((String) row[0]), Direction.of(direction)),
                    (String) row[2],
                    (Long) row[3],
                    new Tokens(Math.multiplyExact((Long) row[4], (long) direction)),
                    (Instant) row[6],
                    (Instant) row[7]));
            owed = Math.addExact(owed, (Long) row[5]);
        }
        flows.sort(java.util.Comparator.comparing(Flow::sort));
        return owed;
    }

    private static Open open(Session session, long userId, long seq, long now) {
        var query = session.createNativeQuery(ExplanationSql.open(seq, now), Object[].class)
                .setParameter("user", userId)
                .addScalar("entry_id", Long.class)
                .addScalar("rest", Long.class)
                .addScalar("expires_at", Instant.class);
        if (seq != now) {
            query.setParameter("seq", seq);
        }
        List<Object[]> rows = query.getResultList();
        long sum = 0;
        TreeMap<LocalDate, End> ends = new TreeMap<>();
        Map<Long, Long> left = new java.util.HashMap<>();
        List<Long> shown = new ArrayList<>();
        for (Object[] row : rows) {
            long rest = (Long) row[1];
            sum = Math.addExact(sum, rest);
            if (row[2] != null) {
                End end = end((Instant) row[2], rest);
                // Rows come in the order of their ends.
                ends.merge(
                        end.day(),
                        end,
                        (one, next) ->
                                new End(next.day(), next.last(), one.tokens().plus(next.tokens())));
            }
            if (shown.size() < OPEN_LOTS_SHOWN) {
                shown.add((Long) row[0]);
                left.put((Long) row[0], rest);
            }
        }
        return new Open(
                ExplanationRows.withLots(session, shown, left),
                rows.size(),
                new Tokens(sum),
                List.copyOf(ends.values()));
    }

    private static End end(Instant at, long tokens) {
        return new End(LocalDate.ofInstant(at, ZoneOffset.UTC), at, new Tokens(tokens));
    }
}
