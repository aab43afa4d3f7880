package com.arzani.tokens.ledger;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.ledger.ChargeExplanation.Drawn;
import com.arzani.tokens.money.Pence;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.problem.Rejected;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.hibernate.Session;

/// Answers "why was I charged": one entry with what it was for, its lots and what they had cost.
public final class ChargeExplainer {
    private static final String LISTING = "SELECT business_name FROM businesses WHERE id = :listing";

    private final Database database;

    public ChargeExplainer(Database database) {
        this.database = database;
    }

    /// @throws Rejected `entry_not_found`
    public ChargeExplanation explain(long entryId) {
        return database.read(session -> {
            ExplanationRows.snapshot(session);
            LedgerEntry entry = ExplanationRows.entries(session, List.of(entryId)).stream()
                    .findFirst()
                    .orElseThrow(() -> new Rejected("entry_not_found", Long.toString(entryId)));
            return new ChargeExplanation(
                    entry,
                    ExplanationRows.name(session, entry.userId()),
                    reversal(session, entryId),
                    listing(session, entry),
                    draws(session, entry));
        });
    }

    private static LedgerEntry reversal(Session session, long entryId) {
        List<Long> ids = session.createNativeQuery(ExplanationSql.REVERSAL, Long.class)
                .setParameter("entry", entryId)
                .getResultList();
        return ExplanationRows.entries(session, ids).stream().findFirst().orElse(null);
    }

    /// A spend's reference is the listing it was for.
    private static String listing(Session session, LedgerEntry entry) {
        boolean about = entry.type() == EntryType.CONSUMPTION && entry.referenceId() != null;
        return !about
                ? null
                : session.createNativeQuery(LISTING, String.class)
                        .setParameter("listing", entry.referenceId())
                        .getResultStream()
                        .findFirst()
                        .orElse(null);
    }

    private static List<Drawn> draws(Session session, LedgerEntry entry) {
        List<LotDraw> draws = session.createSelectionQuery(
                        "from LotDraw where entryId = :entry order by lotId", LotDraw.class)
                .setParameter("entry", entry.id())
                .getResultList();
        List<Long> ids = draws.stream().map(LotDraw::lotId).toList();
        Map<Long, TokenLot> lots = ExplanationRows.byId(session, ids);
        Map<Long, Long> left = ExplanationRows.leftOf(session, ids, entry.userId(), entry.walletSeq());
        return draws.stream()
                .map(draw -> {
                    TokenLot lot = lots.get(draw.lotId());
                    return new Drawn(lot, draw.tokens(), cost(lot, draw.tokens(), left.get(draw.lotId())));
                })
                .toList();
    }

    /// The draw's share of the lot's price, by cumulative floor over what was drawn before and after it.
    private static Pence cost(TokenLot lot, Tokens drawn, long left) {
        long after = lot.tokens().count() - left;
        return share(lot, after).minus(share(lot, after - drawn.count()));
    }

    private static Pence share(TokenLot lot, long drawn) {
        return new Pence(BigInteger.valueOf(lot.paid().amount())
                .multiply(BigInteger.valueOf(drawn))
                .divide(BigInteger.valueOf(lot.tokens().count()))
                .longValueExact());
    }
}
