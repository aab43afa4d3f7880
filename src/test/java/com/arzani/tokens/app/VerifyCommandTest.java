package com.arzani.tokens.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.EmbeddedPostgres;
import com.arzani.tokens.database.testing.Sql;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// The commands as an operator's script calls them, over a built-in database of their own.
class VerifyCommandTest {
    @TempDir
    private static Path data;

    private record Ended(int code, String out, String err) {}

    @BeforeAll
    static void load() {
        Ended demo = run("demo", "--users", "40", "--transactions", "400", "--seed", "7");
        assertThat(demo.code()).as(demo.err()).isZero();
    }

    private static Ended run(String command, String... options) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        String[] arguments = new String[options.length + 3];
        arguments[0] = command;
        arguments[1] = "--data";
        arguments[2] = data.toString();
        System.arraycopy(options, 0, arguments, 3, options.length);
        return new Ended(line.execute(arguments), out.toString(), err.toString());
    }

    @Test
    void anHonestLedgerEndsWithZeroAndATamperedOneWithOne() {
        Ended second = run("demo");
        assertThat(second.code()).isEqualTo(2);
        assertThat(second.err()).contains("already holds data");

        Ended honest = run("verify");
        assertThat(honest.out())
                .containsPattern("Checked [4-9]\\d\\d entries in \\d+ wallets")
                .contains("Everything agrees.");
        assertThat(honest.code()).isZero();

        long user = tamper();
        Ended tampered = run("verify");
        assertThat(tampered.out()).contains("Wallet, user " + user + ": ").doesNotContain("Everything agrees");
        assertThat(tampered.code()).isEqualTo(1);
    }

    /// As the database's owner, who can switch every guard off; the entries still tell.
    private static long tamper() {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(data, Map.of())) {
            Sql sql = new Sql(server.ownerSource());
            long user = sql.number("SELECT min(user_id) FROM user_tokens WHERE token_balance > 0");
            sql.execute("SET session_replication_role = replica;"
                    + " UPDATE user_tokens SET token_balance = token_balance + 1 WHERE user_id = " + user);
            return user;
        }
    }
}
