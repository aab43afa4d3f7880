package com.arzani.tokens.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.DatabaseOptions;
import com.arzani.tokens.database.EmbeddedPostgres;
import com.arzani.tokens.database.testing.Sql;
import com.arzani.tokens.proof.SealPlace;
import com.arzani.tokens.proof.WalletProofFile;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// `verify --seals` and `verify --proof` as an auditor calls them.
class VerifySealsCommandTest {
    @TempDir
    private static Path data;

    private static long user;

    private record Ended(int code, String out, String err) {}

    @BeforeAll
    static void sealedLedger() throws Exception {
        Ended demo = run("demo", "--data", data.toString(), "--users", "20", "--transactions", "150", "--seed", "3");
        assertThat(demo.code()).as(demo.err()).isZero();
        Ended proven = run("prove", "--data", data.toString());
        assertThat(proven.out()).contains("Everything agrees").contains("Seal 1 holds the ledger.");
        assertThat(run("prove", "--data", data.toString()).out()).contains("Nothing is due");
        try (EmbeddedPostgres server = EmbeddedPostgres.start(data, Map.of());
                Database jobs = Database.open(
                        server.profile(),
                        server.credentials(EmbeddedHouse.JOBS_LOGIN),
                        DatabaseOptions.jobs(java.time.Clock.systemUTC()))) {
            user = new Sql(server.ownerSource())
                    .number("SELECT user_id FROM user_tokens ORDER BY wallet_seq DESC LIMIT 1");
            try (OutputStream out = Files.newOutputStream(data.resolve("customer.jsonl"))) {
                new WalletProofFile(jobs).write(user, out);
            }
        }
    }

    private static Ended run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return new Ended(line.execute(arguments), out.toString(), err.toString());
    }

    @Test
    void aFileAlteredOrOfAnotherKeyIsRefusedInPlainWords() throws Exception {
        byte[] altered = Files.readAllBytes(data.resolve("customer.jsonl"));
        altered[altered.length / 2] ^= 1;
        Path file = Files.write(data.resolve("altered.jsonl"), altered);
        Ended refused = run("verify", "--proof", file.toString());
        assertThat(refused.code()).isEqualTo(1);
        // What the byte belonged to decides the sentence; both say this.
        assertThat(refused.out()).contains("proves nothing");

        Path none = Files.writeString(data.resolve("none.pub"), "no key");
        assertThat(run("verify", "--proof", file.toString(), "--key", none.toString())
                        .err())
                .contains("cannot be read");
    }

    @Test
    void anHonestFileIsBelievedWithoutADatabase() {
        Path keys = SealPlace.inside(data).publicKeys();
        Ended good = run("verify", "--proof", data.resolve("customer.jsonl").toString(), "--key", keys.toString());
        assertThat(good.code()).as(good.out()).isZero();
        assertThat(good.out())
                .contains("The file is whole: user " + user)
                .contains("Seal 1 of ")
                .contains("signed with the key you named");
        assertThat(run("verify", "--proof", data.resolve("customer.jsonl").toString())
                        .out())
                .contains("Compare that with the fingerprint the company publishes");
    }

    @Test
    void sealsAgreeUntilTheirFileIsCut() throws Exception {
        Ended honest = run("verify", "--data", data.toString(), "--seals");
        assertThat(honest.out())
                .contains("One seal in the table and one in the file were compared.")
                .contains("Everything agrees.");
        assertThat(honest.code()).isZero();

        Path file = SealPlace.inside(data).seals();
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        Files.writeString(file, "");
        Ended cut = run("verify", "--data", data.toString(), "--seals");
        assertThat(cut.out()).contains("Seal: seal 1 is in the table, but missing from the seal file");
        assertThat(cut.code()).isEqualTo(1);
        Files.writeString(file, String.join("\n", lines) + "\n");
    }
}
