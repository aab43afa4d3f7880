package com.arzani.tokens.proof;

import com.arzani.tokens.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes a seal: reads all wallets in one snapshot, signs their root with the key outside, lets the database check and
/// keep
/// it, and adds it to the file outside. Needs the service's login. One at a time: callers hold the job's lock.
public final class Sealing {
    private static final Logger LOG = LoggerFactory.getLogger(Sealing.class);
    private static final String WALLETS = """
            SELECT user_id, wallet_seq, head_hash, token_balance, tokens_owed FROM user_tokens WHERE wallet_seq > 0
            ORDER BY user_id""";
    private static final String STORE = "SELECT * FROM store_seal(?, ?, ?, ?)";

    private final Database database;
    private final SealPlace place;

    public Sealing(Database database, SealPlace place) {
        this.database = database;
        this.place = place;
    }

    /// Seals the ledger as it is now, if it moved since the last seal or that one is of an earlier day; returns the
    /// seal in
    /// force.
    public SignedSeal seal() {
        SealKey key = SealKey.at(place);
        complete();
        Made made = database.write(session -> session.doReturningWork(connection -> {
            SealTable.steady(connection);
            return make(connection, key);
        }));
        if (made.fresh()) {
            // A crash before this line leaves the last seal in the table alone; the next call adds it.
            new SealFile(place.seals()).append(made.seal());
        }
        return made.seal();
    }

    /// Adds the table's last seal to the file if that one alone is missing there: what a crash between the two leaves.
    /// A
    /// file that lacks more was cut, and stays as it is for people to see.
    public void complete() {
        List<SealTable.Row> last =
                new SealTable(database).inSnapshot(connection -> SealTable.rows(connection, Long.MAX_VALUE, 1));
        if (last.isEmpty()) {
            return;
        }
        SealFile file = new SealFile(place.seals());
        SignedSeal seal = last.getFirst().seal();
        List<SealFile.Line> lines = file.lines();
        boolean fits = lines.isEmpty()
                ? seal.seal().number() == 1
                : lines.getLast()
                        .seal()
                        .filter(line ->
                                HashTree.same(line.seal().hash(), seal.seal().previous()))
                        .isPresent();
        if (fits && seal.isSigned() && SealKey.at(place).owns(seal.signature())) {
            LOG.warn(
                    "Seal {} was missing from its file as after a crash, and was added",
                    seal.seal().number());
            file.append(seal);
        }
    }

    private record Made(SignedSeal seal, boolean fresh) {}

    private static Made make(Connection connection, SealKey key) throws SQLException {
        Optional<SealTable.Row> last =
                SealTable.rows(connection, Long.MAX_VALUE, 1).stream().findFirst();
        Seal next = next(connection, last.map(SealTable.Row::seal).map(SignedSeal::seal));
        if (last.isPresent() && sameDayAndState(last.get().seal().seal(), next)) {
            return new Made(last.get().seal(), false);
        }
        SignedSeal signed = key.sign(next);
        try (PreparedStatement store = connection.prepareStatement(STORE)) {
            store.setObject(1, next.sealedAt().atOffset(ZoneOffset.UTC));
            store.setBytes(2, next.hash());
            store.setBytes(3, signed.signature().publicKey());
            store.setBytes(4, signed.signature().signature());
            store.executeQuery().close();
        }
        return new Made(signed, true);
    }

    private static boolean sameDayAndState(Seal last, Seal next) {
        return HashTree.same(last.root(), next.root())
                && last.sums().equals(next.sums())
                && last.sealedAt()
                        .atOffset(ZoneOffset.UTC)
                        .toLocalDate()
                        .equals(next.sealedAt().atOffset(ZoneOffset.UTC).toLocalDate());
    }

    /// The root is the program's own work: what it signs it has seen.
    private static Seal next(Connection connection, Optional<Seal> last) throws SQLException {
        HashTree tree = new HashTree();
        long[] sums = new long[3];
        try (PreparedStatement wallets = connection.prepareStatement(WALLETS)) {
            SealTable.stream(wallets, row -> {
                tree.add(SealTable.head(row).leaf());
                sums[0] = Math.addExact(sums[0], row.getLong("wallet_seq"));
                sums[1] = Math.addExact(sums[1], row.getLong("token_balance"));
                sums[2] = Math.addExact(sums[2], row.getLong("tokens_owed"));
            });
        }
        Instant now = now(connection);
        return new Seal(
                last.map(Seal::number).orElse(0L) + 1,
                last.map(Seal::sealedAt).filter(before -> before.isAfter(now)).orElse(now),
                tree.leaves(),
                sums[0],
                new Seal.Sums(sums[1], sums[2]),
                tree.root(),
                last.map(Seal::hash).orElseGet(Seal::beforeTheFirst));
    }

    private static Instant now(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT ledger_now()");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getObject(1, OffsetDateTime.class).toInstant();
        }
    }
}
