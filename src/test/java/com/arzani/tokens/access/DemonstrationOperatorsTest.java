package com.arzani.tokens.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.DatabaseOptions;
import com.arzani.tokens.database.EmbeddedPostgres;
import com.arzani.tokens.database.Migrations;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.problem.TokenProblem;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The demonstration's logins are operators like all others, and a next start does not give back what was taken.
class DemonstrationOperatorsTest {
    @Test
    void theyAreRegisteredAndKeepWhatAnAdministratorMadeOfThem(@TempDir Path folder) throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(folder, Map.of("fsync", "off"))) {
            Migrations.embedded(server.ownerSource()).migrate();
            server.makeLogins();
            server.makeLogins();
            try (Database signedIn = open(server, "demo_admin")) {
                new OwnAccess(signedIn).signedIn();
                Operators admin = new Operators(signedIn);
                assertThat(admin.all())
                        .extracting(OperatorAccount::login)
                        .containsExactly("demo_admin", "demo_finance", "demo_product", "demo_support");
                admin.setRole("demo_support", OperatorRole.FINANCE, "moves");
                admin.disable("demo_product", "leaves");
            }

            server.makeLogins();

            try (Database support = open(server, "demo_support")) {
                assertThat(support.operator().role()).isEqualTo(OperatorRole.FINANCE);
                assertThat(new OwnAccess(support).hasRole()).isTrue();
            }
            assertThatThrownBy(() -> open(server, "demo_product").close()).isInstanceOf(TokenProblem.class);
        }
    }

    private static Database open(EmbeddedPostgres server, String login) {
        return Database.open(
                server.profile(), server.credentials(login), DatabaseOptions.console(Clock.systemUTC(), () -> false));
    }
}
