package com.arzani.tokens.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.problem.Rejected;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@PostgresTest
class UserDirectoryTest {
    private final TestDatabase database;
    private final MarketSeed seed;
    private final UserDirectory support;

    UserDirectoryTest(TestDatabase database) {
        this.database = database;
        seed = new MarketSeed(database);
        support = directory(OperatorRole.SUPPORT);
    }

    private UserDirectory directory(OperatorRole role) {
        return new UserDirectory(database.openAs(role, Market.ENTITIES.toArray(Class[]::new)));
    }

    private List<Long> find(String text) {
        return support.find(text, null, 50).rows().stream().map(FoundUser::id).toList();
    }

    @Test
    void productIsRefusedByTheDatabase() {
        UserDirectory product = directory(OperatorRole.PRODUCT);

        assertThatThrownBy(() -> product.find("a", null, 50))
                .isInstanceOf(Rejected.class)
                .hasMessage("not_permitted");
        assertThatThrownBy(() -> product.summary(1))
                .isInstanceOf(Rejected.class)
                .hasMessage("not_permitted");
    }

    @Test
    void financeNeitherSeesNorMatchesEmails() {
        long id = seed.user("Ada", "Finch", "kingfisher@example.com");
        UserDirectory finance = directory(OperatorRole.FINANCE);

        assertThat(finance.find("kingfisher", null, 50).rows()).isEmpty();
        assertThat(finance.find("ada finch", null, 50).rows().getFirst().emailMasked())
                .isNull();
        assertThat(finance.mayReveal()).isFalse();
        assertThatThrownBy(() -> finance.reveal(id, "Asked by phone"))
                .isInstanceOf(Rejected.class)
                .hasMessage("not_permitted");
        assertThat(find("KINGfisher@")).containsExactly(id);
        assertThat(support.find("kingfisher", null, 50).rows().getFirst().emailMasked())
                .isEqualTo("k•••@example.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "_", "\\", "100%", "a_c", "'; DROP TABLE users; --", "\" OR 1=1", "*"})
    void everyCharacterOfASearchIsItself_H2_H3(String text) {
        long id = seed.user("x" + text + "y", UUID.randomUUID().toString(), UUID.randomUUID() + "@example.com");
        seed.user("xabcy", "100 per cent", UUID.randomUUID() + "@example.com");

        assertThat(support.find(text, null, 200).rows())
                .allSatisfy(user -> assertThat(user.name()).contains(text))
                .extracting(FoundUser::id)
                .contains(id);
        assertThat(seed.sql().number("SELECT count(*) FROM users WHERE id = ?", id))
                .isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\ud800", "half \udc00 pair"})
    void whatCannotBeStoredIsNotFound_H4_H5(String text) {
        assertThat(support.find(text, null, 50).rows()).isEmpty();
        assertThat(support.find("x".repeat(10_000), null, 50).rows()).isEmpty();
    }

    @Test
    void namesAreComparedComposed_H4() {
        long id = seed.user("Zo\u00eb", "\u202eUmbrella\u200b", "zoe@example.com");

        assertThat(find("zoe\u0308")).contains(id);
        assertThat(find("\u202eumbrella\u200b")).containsExactly(id);
    }

    @Test
    void pagesByKeyNewestFirst() {
        String name = UUID.randomUUID().toString();
        List<Long> made = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            made.addFirst(seed.user(name, "Page", UUID.randomUUID() + "@example.com"));
        }
        List<Long> read = new ArrayList<>();
        Long key = null;
        do {
            var page = support.find(name, key, 3);
            page.rows().forEach(user -> read.add(user.id()));
            key = page.next();
        } while (key != null);

        assertThat(read).isEqualTo(made);
    }

    @Test
    void anIdFindsItsUser() {
        long id = seed.user();

        assertThat(find(String.valueOf(id))).contains(id);
        assertThat(support.summary(id))
                .hasValueSatisfying(found -> assertThat(found.user().id()).isEqualTo(id));
        assertThat(support.summary(999_999_999)).isEmpty();
        assertThat(support.summary(Long.MAX_VALUE - 1)).isEmpty();
        assertThat(support.summary(-1)).isEmpty();
    }

    @Test
    void aSummaryTellsBuyerAndSellerAndWhatExpires() {
        long seller = seed.user();
        long listing = seed.listing(seller, "Bakery");
        long buyer = seed.user();
        seed.grant(buyer, 12);
        seed.sql().execute("ALTER TABLE token_lots DISABLE TRIGGER USER");
        seed.sql()
                .execute(
                        "UPDATE token_lots SET expires_at = ledger_now() + interval '3 days' WHERE user_id = ?", buyer);
        seed.sql().execute("ALTER TABLE token_lots ENABLE TRIGGER USER");
        seed.contact(buyer, listing, 0);

        UserSummary ofBuyer = support.summary(buyer).orElseThrow();
        assertThat(ofBuyer.buyer()).isTrue();
        assertThat(ofBuyer.seller()).isFalse();
        assertThat(ofBuyer.expiringTokens()).isEqualTo(new Tokens(12));
        assertThat(ofBuyer.firstExpiry()).isAfter(database.now());
        assertThat(ofBuyer.lastContactAt()).isNotNull();
        UserSummary ofSeller = support.summary(seller).orElseThrow();
        assertThat(ofSeller.buyer()).isFalse();
        assertThat(ofSeller.seller()).isTrue();
        assertThat(ofSeller.expiringTokens()).isEqualTo(Tokens.ZERO);
        assertThat(ofSeller.firstExpiry()).isNull();
    }

    @Test
    void lastMonthsCountIsOverAtMidnightUtcOfTheFirst_T5() {
        Instant real = database.now();
        long free = seed.user();
        long paying = seed.user();
        seed.sql().execute("UPDATE users SET buyer_plan = 'professional' WHERE id = ?", paying);
        try {
            database.setClock(Instant.parse("2027-03-31T23:59:50Z"));
            seed.sql()
                    .execute(
                            "UPDATE users SET free_contacts_used = 1, free_contacts_reset_date = ledger_now() WHERE id IN (?, ?)",
                            free,
                            paying);
            assertThat(support.summary(free).orElseThrow().user().freeContacts())
                    .isEqualTo(new FreeContacts(1, 1))
                    .returns(0, FreeContacts::left);

            // British Summer Time began on 28 March: in London the month ended an hour earlier.
            database.setClock(Instant.parse("2027-03-31T23:59:58Z"));
            assertThat(support.summary(free).orElseThrow().user().freeContacts().left())
                    .isZero();
            database.setClock(Instant.parse("2027-04-01T00:00:01Z"));
            assertThat(support.summary(free).orElseThrow().user().freeContacts())
                    .isEqualTo(new FreeContacts(1, 0))
                    .returns(1, FreeContacts::left);
            assertThat(support.summary(paying)
                            .orElseThrow()
                            .user()
                            .freeContacts()
                            .limit())
                    .isZero();
        } finally {
            database.setClock(real);
        }
    }

    @Test
    void limitAndPlansOfFreeContactsAreSettings() {
        long id = seed.user();
        seed.sql().execute("UPDATE users SET buyer_plan = 'starter' WHERE id = ?", id);
        seed.sql()
                .execute(
                        "INSERT INTO settings (name, version, value) VALUES ('FREE_CONTACT_PLANS', 2, 'free, starter')");
        seed.sql()
                .execute("INSERT INTO settings (name, version, value) VALUES ('DEFAULT_FREE_CONTACTS_LIMIT', 2, '3')");

        assertThat(support.summary(id).orElseThrow().user().freeContacts()).isEqualTo(new FreeContacts(3, 0));
        seed.sql().execute("INSERT INTO settings (name, version, value) VALUES ('FREE_CONTACT_PLANS', 3, 'free')");
        seed.sql()
                .execute("INSERT INTO settings (name, version, value) VALUES ('DEFAULT_FREE_CONTACTS_LIMIT', 3, '1')");
        assertThat(support.summary(id).orElseThrow().user().freeContacts()).isEqualTo(new FreeContacts(0, 0));
    }

    @Test
    void aRevealNeedsAReasonAndIsAudited_H15() {
        long id = seed.user("Rita", "Reveal", "rita@example.com");

        assertThatThrownBy(() -> support.reveal(id, "  \t"))
                .isInstanceOf(Rejected.class)
                .hasMessage("reason_missing");
        assertThatThrownBy(() -> support.reveal(id, "x".repeat(10_000)))
                .isInstanceOf(Rejected.class)
                .hasMessage("note_too_long");
        assertThatThrownBy(() -> support.reveal(id, "half \ud800"))
                .isInstanceOf(Rejected.class)
                .hasMessage("text_has_control_characters");
        assertThatThrownBy(() -> support.reveal(999_999_999, "Call back"))
                .isInstanceOf(Rejected.class)
                .hasMessage("user_unknown");
        assertThat(reveals(id)).isEmpty();

        ContactDetails shown = support.reveal(id, " Call back ");

        assertThat(shown).isEqualTo(new ContactDetails("rita@example.com", "+44 20 7946 0000"));
        assertThat(shown.toString()).doesNotContain("rita");
        assertThat(reveals(id))
                .containsExactly(database.login(OperatorRole.SUPPORT).login() + ": Call back");
    }

    private List<String> reveals(long id) {
        return database
                .sql()
                .rows(
                        "SELECT actor || ': ' || reason AS line FROM audit_log WHERE action = 'reveal_contact' AND subject_id = ?",
                        String.valueOf(id))
                .stream()
                .map(row -> (String) row.get("line"))
                .toList();
    }

    @Test
    void emailAndPhoneCannotBeSelected() {
        for (OperatorRole role : List.of(OperatorRole.SUPPORT, OperatorRole.FINANCE, OperatorRole.ADMIN)) {
            assertThatThrownBy(() -> database.sqlAs(database.login(role)).rows("SELECT email FROM users"))
                    .hasMessageContaining("permission denied");
        }
        long id = seed.user("Eve", "Entity", "eve@example.com");
        User user = database.openAs(OperatorRole.SUPPORT, Market.ENTITIES.toArray(Class[]::new))
                .read(session -> session.find(User.class, id));
        assertThat(user.firstName()).isEqualTo("Eve");
        assertThat(user.tier()).isEqualTo("basic");
    }
}
