package com.arzani.tokens.ledger;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.problem.Rejected;
import java.util.List;
import org.hibernate.Session;

/// Which lots a balance consists of, and which lots an entry drew on.
public final class LedgerExplanation {
    private static final int LOTS_SHOWN = 200;
    private static final int READ_AGAIN_MAX = 5;

    private final Database database;

    public LedgerExplanation(Database database) {
        this.database = database;
    }

    /// The wallet, the lots that add up to its balance and its newest entries, all of one moment.
    ///
    /// @throws Rejected `user_unknown`
    public WalletStatement statement(long userId, int entriesMax) {
        return database.read(session -> {
            String name = session.createSelectionQuery(
                            "select trim(concat(coalesce(firstName, ''), ' ', coalesce(lastName, ''))) from WalletOwner"
                                    + " where id = :user",
                            String.class)
                    .setParameter("user", userId)
                    .getResultStream()
                    .findFirst()
                    .orElseThrow(() -> new Rejected("user_unknown", userId));
            WalletStatement read = readStatement(session, userId, name, entriesMax);
            for (int again = 0; again < READ_AGAIN_MAX && read.seq() != seq(session, userId); again++) {
                // A posting came between the queries.
                session.clear();
                read = readStatement(session, userId, name, entriesMax);
            }
            return read;
        });
    }

    private static WalletStatement readStatement(Session session, long userId, String name, int entriesMax) {
        Wallet wallet = session.find(Wallet.class, userId);
        List<LedgerEntry> entries = session.createSelectionQuery(
                        "from LedgerEntry where userId = :user order by createdAt desc, id desc", LedgerEntry.class)
                .setParameter("user", userId)
                .setMaxResults(entriesMax)
                .getResultList();
        return new WalletStatement(userId, name, wallet, openLots(session, userId), entries);
    }

    private static long seq(Session session, long userId) {
        return session.createSelectionQuery("select seq from Wallet where userId = :user", Long.class)
                .setParameter("user", userId)
                .getResultStream()
                .findFirst()
                .orElse(0L);
    }

    /// The lots that make up the balance, in the order in which they will be drawn. They add up to it.
    public List<TokenLot> openLots(long userId) {
        return database.read(session -> openLots(session, userId));
    }

    private static List<TokenLot> openLots(Session session, long userId) {
        return session.createSelectionQuery("""
                        from TokenLot where userId = :user and remaining > 0
                        order by expiresAt nulls last, drawRank, entryId""", TokenLot.class)
                .setParameter("user", userId)
                .getResultList();
    }

    /// The newest lots of a user, used up or not.
    public List<TokenLot> lots(long userId) {
        return database.read(session -> session.createSelectionQuery(
                        "from TokenLot where userId = :user order by entryId desc", TokenLot.class)
                .setParameter("user", userId)
                .setMaxResults(LOTS_SHOWN)
                .getResultList());
    }

    /// What an entry drew from lots, or gave back to them, with each lot as it is now.
    public List<Draw> draws(long entryId) {
        return database.read(session -> session.createSelectionQuery("""
                        select d, l from LotDraw d join TokenLot l on l.entryId = d.lotId
                        where d.entryId = :entry order by d.lotId""", Draw.class)
                .setParameter("entry", entryId)
                .getResultList());
    }

    /// What happened to a lot: every entry that drew from it or gave back to it, oldest first.
    public List<LotDraw> lotDraws(long lotId) {
        return database.read(session -> session.createSelectionQuery(
                        "from LotDraw where lotId = :lot order by entryId", LotDraw.class)
                .setParameter("lot", lotId)
                .setMaxResults(LOTS_SHOWN)
                .getResultList());
    }

    /// The lot that an entry made, if it made one.
    public java.util.Optional<TokenLot> lotOf(long entryId) {
        return database.read(session -> java.util.Optional.ofNullable(session.find(TokenLot.class, entryId)));
    }

    /// A draw with its lot.
    public record Draw(LotDraw draw, TokenLot lot) {}
}
