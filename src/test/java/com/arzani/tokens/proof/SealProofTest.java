package com.arzani.tokens.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.Sql;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.ledger.LedgerFixture;
import com.arzani.tokens.ledger.LedgerProof;
import com.arzani.tokens.ledger.ProofReport.Difference;
import com.arzani.tokens.ledger.ProofReport.Kind;
import com.arzani.tokens.problem.Rejected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Tampers as the owner of the database and of its folder, after the day was sealed.
@PostgresTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SealProofTest {
    private final TestDatabase database;
    private final LedgerFixture ledger;
    private final Tampering owner;
    private final Sealing sealing;
    private final SealPlace place;
    private long user;
    private long other;
    private String file;

    SealProofTest(TestDatabase database, @TempDir Path folder) {
        this.database = database;
        this.ledger = new LedgerFixture(database);
        this.owner = new Tampering(database);
        this.place = SealPlace.inside(folder);
        this.sealing = new Sealing(ledger.serviceDatabase, place);
    }

    @BeforeEach
    void twoDaysSealed() throws IOException {
        user = history();
        other = history();
        sealing.seal();
        ledger.support.adjust(LedgerFixture.grant(user, 3));
        sealing.seal();
        owner.keepSeals();
        file = Files.readString(place.seals());
    }

    @AfterEach
    void putBack() throws IOException {
        owner.restoreSeals();
        Files.writeString(place.seals(), file);
    }

    private long history() {
        long made = ledger.user();
        ledger.buy(made, 2);
        ledger.service.post(LedgerFixture.spend(made, 9));
        ledger.support.adjust(LedgerFixture.grant(made, 2));
        return made;
    }

    private List<Difference> differences() {
        return new SealProof(ledger.serviceDatabase, new SealFile(place.seals()), TrustedKeys.read(place.publicKeys()))
                .run(true)
                .differences();
    }

    private List<String> ofSeals() {
        return differences().stream()
                .filter(difference -> difference.userId() == 0)
                .map(Difference::detail)
                .toList();
    }

    private List<String> of(long whose) {
        return differences().stream()
                .filter(difference -> difference.userId() == whose)
                .map(Difference::detail)
                .toList();
    }

    private long last() {
        return database.sql().number("SELECT max(number) FROM ledger_seals");
    }

    @Test
    void anHonestLedgerAgreesWithItsSeals() {
        assertThat(ofSeals()).isEmpty();
        assertThat(of(user)).isEmpty();
        assertThat(of(other)).isEmpty();
        assertThat(sealing.seal().seal().number())
                .as("nothing moved, no further seal")
                .isEqualTo(last());
    }

    @Test
    void theKeyIsForItsOwnerAloneAndTheDatabaseHasOnlyItsPublicHalf() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place.key())))
                .isEqualTo("rw-------");
        assertThat(database.sql().number("SELECT count(*) FROM ledger_seals WHERE octet_length(public_key) = 44"))
                .isEqualTo(last());
        assertThat(TrustedKeys.read(place.publicKeys()).fingerprints())
                .isEqualTo(SealKey.at(place).fingerprint());
    }

    @Test
    void aKeyThatCannotBeReadIsSaid(@TempDir Path elsewhere) throws IOException {
        SealPlace broken = SealPlace.inside(elsewhere);
        Files.createDirectories(broken.key().getParent());
        Files.writeString(broken.key(), "not a key");
        assertThatThrownBy(() -> SealKey.at(broken))
                .isInstanceOfSatisfying(
                        Rejected.class, problem -> assertThat(problem.key()).isEqualTo("seal_key_unreadable"));
    }

    @Test
    void javaAndTheDatabaseWriteTheSameWords() {
        SignedSeal seal = sealing.seal();
        assertThat(database.sql()
                        .value(
                                String.class,
                                "SELECT ledger_seal_text(s) FROM ledger_seals s ORDER BY number DESC LIMIT 1"))
                .isEqualTo(seal.seal().text());
        assertThat(Seal.parse(seal.seal().text())).isPresent();
        assertThat(Seal.parse(seal.seal().text() + " ")).isEmpty();
    }

    @Test
    void aSealThatIsNotOfThisLedgerIsNotKept() {
        Sql service = database.sqlAs(database.login(com.arzani.tokens.database.OperatorRole.SERVICE));
        assertThatThrownBy(() -> service.execute(
                        "SELECT * FROM store_seal(ledger_now(), sha256('x'), decode(repeat('00', 44), 'hex'),"
                                + " decode(repeat('00', 64), 'hex'))"))
                .hasMessageContaining("seal_differs");
        assertThatThrownBy(() -> service.execute("SELECT * FROM store_seal(ledger_now(), sha256('x'), '', '')"))
                .hasMessageContaining("seal_malformed");
    }

    @Test
    void aHistoryWrittenAnewToTheEndIsToldByTheSealAlone() {
        owner.as("UPDATE token_transactions SET note = 'nothing to see' WHERE user_id = " + user
                + " AND wallet_seq = 4");
        owner.rehash(user);
        assertThat(new LedgerProof(ledger.serviceDatabase).run(count -> {}).differences())
                .filteredOn(difference -> difference.userId() == user)
                .isEmpty();

        assertThat(differences())
                .filteredOn(difference -> difference.userId() == user)
                .isNotEmpty()
                .allMatch(difference -> difference.kind() == Kind.SEAL && difference.entryId() > 0)
                .extracting(Difference::detail)
                .first()
                .asString()
                .contains("entry number 4 is not what it was when seal");
    }

    @Test
    void aTailTakenBackIsToldByTheSealAlone() {
        owner.takeLastEntryBack(user);
        assertThat(new LedgerProof(ledger.serviceDatabase).run(count -> {}).differences())
                .filteredOn(difference -> difference.userId() == user)
                .isEmpty();

        assertThat(of(user))
                .anyMatch(detail -> detail.contains("entry number 5 is gone"))
                .contains("the wallet ends with entry number 4, but seal " + last() + " holds number 5");
    }

    @Test
    void entriesSwappedBetweenTwoWalletsAreTold() {
        ledger.support.adjust(LedgerFixture.grant(other, 3));
        sealing.seal();
        owner.restoreSeals();
        owner.keepSeals();
        owner.swapLastEntries(user, other);
        assertThat(of(user)).anyMatch(detail -> detail.contains("entry number 5"));
    }

    @Test
    void aSealTakenAwayIsTold() {
        owner.as("DELETE FROM ledger_seals WHERE number = 1");
        assertThat(ofSeals())
                .contains("seal 1 is missing from the table", "seal 1 is in the seal file, but missing from the table");
    }

    @Test
    void theLastSealTakenAwayWithItsHeadsIsToldByTheFile() {
        long last = last();
        owner.as("DELETE FROM ledger_seals WHERE number = " + last
                + "; DELETE FROM ledger_seal_heads WHERE seal_number = " + last);
        assertThat(ofSeals()).containsExactly("seal " + last + " is in the seal file, but missing from the table");
    }

    @Test
    void anAlteredSealIsTold() {
        owner.as("UPDATE ledger_seals SET tokens = tokens + 1 WHERE number = 1");
        assertThat(ofSeals())
                .contains(
                        "seal 1 was altered in the table: its words do not give its hash",
                        "seal 1 in the table has a signature that is not of its words",
                        "seal 2 does not follow the seal before it",
                        "seal 1 is not the same in the table and in the seal file");
    }

    @Test
    void alteredHeadsDoNotGiveTheRoot() {
        long last = last();
        owner.as("UPDATE ledger_seal_heads SET wallet_seq = 4 WHERE wallet_seq = 5 AND seal_number = " + last
                + " AND user_id = " + user);
        assertThat(ofSeals()).contains("the wallets kept with seal " + last + " do not give its root");
    }

    @Test
    void aSealByAnotherKeyIsToldAlsoWhenTheFileWasWrittenAnew(@TempDir Path elsewhere) throws IOException {
        SealKey intruder = SealKey.at(SealPlace.inside(elsewhere));
        List<String> lines = new ArrayList<>(file.lines().toList());
        SignedSeal first = SignedSeal.parse(lines.getFirst()).orElseThrow();
        SignedSeal forged = intruder.sign(first.seal());
        database.sql()
                .execute("SET session_replication_role = replica; UPDATE ledger_seals SET public_key = decode('"
                        + java.util.HexFormat.of().formatHex(forged.signature().publicKey())
                        + "', 'hex'), signature = decode('"
                        + java.util.HexFormat.of().formatHex(forged.signature().signature())
                        + "', 'hex') WHERE number = 1");
        lines.set(0, forged.line());
        Files.writeString(place.seals(), String.join("\n", lines) + "\n");

        assertThat(ofSeals())
                .containsExactlyInAnyOrder(
                        "seal 1 in the table is signed with a key nobody named, " + intruder.fingerprint(),
                        "seal 1 in the seal file is signed with a key nobody named, " + intruder.fingerprint());
    }

    @Test
    void aSealFileThatWasCutIsTold() throws IOException {
        long last = last();
        Files.writeString(place.seals(), file.substring(0, file.length() - 20));
        assertThat(ofSeals())
                .containsExactly(
                        "line " + last + " of the seal file is not a whole seal",
                        "seal " + last + " is in the table, but missing from the seal file");

        Files.delete(place.seals());
        assertThat(ofSeals()).contains("seal 1 is in the table, but missing from the seal file");
    }

    @Test
    void aLineTakenOutOfTheSealFileIsTold() throws IOException {
        List<String> lines = new ArrayList<>(file.lines().toList());
        lines.removeFirst();
        Files.writeString(place.seals(), String.join("\n", lines) + "\n");
        assertThat(ofSeals())
                .contains(
                        "line 1 of the seal file holds seal 2",
                        "seal 1 is in the table, but missing from the seal file");
    }

    @Test
    void whatACrashLeftBetweenTableAndFileIsCompletedAndNothingElse() throws IOException {
        List<String> lines = new ArrayList<>(file.lines().toList());
        lines.removeLast();
        Files.writeString(place.seals(), String.join("\n", lines) + "\n");
        sealing.complete();
        assertThat(Files.readString(place.seals())).isEqualTo(file);

        lines.removeLast();
        Files.writeString(place.seals(), lines.isEmpty() ? "" : String.join("\n", lines) + "\n");
        String cut = Files.readString(place.seals());
        sealing.complete();
        assertThat(Files.readString(place.seals())).isEqualTo(cut);
    }
}
