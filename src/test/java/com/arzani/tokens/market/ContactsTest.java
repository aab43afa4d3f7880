package com.arzani.tokens.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.ledger.Ledger;
import com.arzani.tokens.ledger.LedgerProof;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.problem.Conflict;
import com.arzani.tokens.problem.Rejected;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class ContactsTest {
    private static final ContactForm FORM =
            new ContactForm("Ann", "Example", "ann@example.com", null, "Is it still for sale?", "3 months");

    private final TestDatabase database;
    private final MarketSeed seed;
    private final Contacts contacts;
    private final long buyer;
    private final long listing;

    ContactsTest(TestDatabase database) {
        this.database = database;
        seed = new MarketSeed(database);
        contacts = new Contacts(database.openService(Market.ENTITIES.toArray(Class[]::new)));
        buyer = seed.user();
        listing = seed.listing(seed.user(), "Bakery");
    }

    @AfterEach
    void backToTheRealClock() {
        database.setClock(Instant.now());
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private JsonNode write(long listing) {
        return json(contacts.write(buyer, listing, key(), FORM));
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long number(String query, Object... values) {
        return seed.sql().number(query, values);
    }

    private long otherListing() {
        return seed.listing(seed.user(), "Another");
    }

    @Test
    void whoMayNotIsRefusedByTheDatabase() {
        Contacts support = new Contacts(database.openAs(OperatorRole.SUPPORT, Market.ENTITIES.toArray(Class[]::new)));
        Contacts product = new Contacts(database.openAs(OperatorRole.PRODUCT, Market.ENTITIES.toArray(Class[]::new)));

        assertThatThrownBy(() -> support.write(buyer, listing, key(), FORM)).hasMessage("not_permitted");
        assertThatThrownBy(() -> product.terms(buyer, listing)).hasMessage("not_permitted");
        assertThat(support.terms(buyer, listing).contactType()).isEqualTo("free");
    }

    @Test
    void whatCannotBeIsRefusedAndLeavesNothing() {
        long seller = number("SELECT user_id::bigint FROM businesses WHERE id = ?", listing);

        assertThatThrownBy(() -> contacts.write(buyer, 999_999, key(), FORM)).hasMessage("business_unknown");
        assertThatThrownBy(() -> contacts.write(buyer, Long.MAX_VALUE, key(), FORM))
                .hasMessage("business_unknown");
        assertThatThrownBy(() -> contacts.write(999_999, listing, key(), FORM)).hasMessage("user_unknown");
        assertThatThrownBy(() -> contacts.write(seller, listing, key(), FORM)).hasMessage("own_listing");
        assertThatThrownBy(() -> contacts.write(buyer, listing, "", FORM)).hasMessage("operation_key_malformed");
        assertThatThrownBy(() -> contacts.write(buyer, listing, "k".repeat(151), FORM))
                .hasMessage("operation_key_malformed");
        assertThat(number("SELECT count(*) FROM business_inquiries WHERE business_id = ?", listing))
                .isZero();
    }

    @Test
    void fieldsAreNamedWhenTheyAreWrong() {
        assertThatThrownBy(() -> contacts.write(buyer, listing, key(), with(" ", "ann@example.com", "Hello")))
                .isInstanceOfSatisfying(Rejected.class, problem -> {
                    assertThat(problem.key()).isEqualTo("field_missing");
                    assertThat(problem.arguments()).containsExactly("firstName");
                });
        assertThatThrownBy(() -> contacts.write(buyer, listing, key(), with("Ann", "ann@example.com", null)))
                .hasMessage("field_missing");
        assertThatThrownBy(() -> contacts.write(buyer, listing, key(), with("Ann", "ann", "Hello")))
                .hasMessage("email_malformed");
        assertThatThrownBy(() -> contacts.write(buyer, listing, key(), with("A".repeat(201), "a@b.co", "Hello")))
                .hasMessage("field_too_long");
        assertThatThrownBy(() -> contacts.write(buyer, listing, key(), with("Ann\r\nBcc: x", "a@b.co", "Hello")))
                .hasMessage("field_has_control_characters");
        assertThat(json(contacts.write(buyer, listing, key(), with("Ann", "a@b.co", "Two\nlines, ünïcode 👋")))
                        .path("success")
                        .asBoolean())
                .isTrue();
    }

    private static ContactForm with(String firstName, String email, String message) {
        return new ContactForm(firstName, "Example", email, null, message, null);
    }

    @Test
    void theFirstIsFreeThenTwoThenOne() {
        seed.grant(buyer, 10);
        long second = otherListing();

        JsonNode free = write(listing);
        assertThat(free.path("contactType").asText()).isEqualTo("free");
        assertThat(free.path("tokensSpent").asLong()).isZero();
        assertThat(free.path("freeContactsLeft").asInt()).isZero();
        assertThat(contacts.terms(buyer, second).tokensRequired()).isEqualTo(new Tokens(2));
        JsonNode paid = write(second);
        assertThat(paid.path("tokensSpent").asLong()).isEqualTo(2);
        assertThat(paid.path("contactType").asText()).isEqualTo("token");
        JsonNode further = write(second);
        assertThat(further.path("tokensSpent").asLong()).isEqualTo(1);
        assertThat(further.path("contactAttempt").asInt()).isEqualTo(2);
        assertThat(write(listing).path("tokensSpent").asLong()).isEqualTo(1);
        assertThat(number("SELECT token_balance FROM users WHERE id = ?", buyer))
                .isEqualTo(6);
        assertThat(number(
                        "SELECT count(*) FROM business_inquiries i JOIN token_transactions t ON t.id = i.entry_id"
                                + " WHERE i.user_id = ? AND t.tokens_amount = i.tokens_spent",
                        buyer))
                .isEqualTo(3);
        assertThat(number(
                        "SELECT tokens_spent FROM contact_limitations WHERE user_id = ? AND business_id = ?",
                        buyer,
                        second))
                .isEqualTo(3);
    }

    @Test
    void aShortBalanceSaysWhatIsNeededAndChangesNothing_T2() {
        write(listing);
        long before = number("SELECT count(*) FROM business_inquiries WHERE user_id = ?", buyer);
        String key = key();

        assertThatThrownBy(() -> contacts.write(buyer, otherListing(), key, FORM))
                .isInstanceOfSatisfying(Rejected.class, problem -> {
                    assertThat(problem.key()).isEqualTo("insufficient_tokens");
                    assertThat(problem.arguments()).containsExactly(2L, 0L);
                });
        assertThat(number("SELECT count(*) FROM business_inquiries WHERE user_id = ?", buyer))
                .isEqualTo(before);
        assertThat(number("SELECT count(*) FROM api_answers WHERE idempotency_key = ?", key))
                .as("a refusal is not kept: after buying tokens the same key may succeed")
                .isZero();
    }

    @Test
    void aFailingInquiryCostsNothing_T2() {
        seed.grant(buyer, 10);
        write(listing);
        seed.sql()
                .execute(
                        "ALTER TABLE business_inquiries ADD CONSTRAINT refuses CHECK (message <> 'refused') NOT VALID");
        long other = otherListing();

        assertThatThrownBy(() -> contacts.write(buyer, other, key(), with("Ann", "a@b.co", "refused")))
                .isInstanceOf(RuntimeException.class);

        assertThat(number("SELECT token_balance FROM users WHERE id = ?", buyer))
                .isEqualTo(10);
        assertThat(number("SELECT count(*) FROM token_transactions WHERE user_id = ? AND direction = -1", buyer))
                .isZero();
        assertThat(number("SELECT count(*) FROM contact_limitations WHERE user_id = ?", buyer))
                .isEqualTo(1);
        seed.sql().execute("ALTER TABLE business_inquiries DROP CONSTRAINT refuses");
    }

    @Test
    void tenFirstContactsAtOnceHaveOneFree_T4() throws Exception {
        seed.grant(buyer, 100);
        List<Callable<JsonNode>> calls = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            long target = otherListing();
            calls.add(() -> write(target));
        }
        long free = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(10)) {
            for (Future<JsonNode> answer : threads.invokeAll(calls)) {
                free += answer.get().path("contactType").asText().equals("free") ? 1 : 0;
            }
        }

        assertThat(free).isEqualTo(1);
        assertThat(number("SELECT free_contacts_used::bigint FROM users WHERE id = ?", buyer))
                .isEqualTo(1);
        assertThat(number("SELECT token_balance FROM users WHERE id = ?", buyer))
                .isEqualTo(100 - 9 * 2);
        assertThat(new LedgerProof(database.openService(Ledger.ENTITIES.toArray(Class[]::new)))
                        .run(count -> {})
                        .differences())
                .isEmpty();
    }

    @Test
    void theSameKeyIsOneContactAlsoAtOnce() throws Exception {
        seed.grant(buyer, 10);
        write(listing);
        long other = otherListing();
        String key = key();
        List<Callable<String>> calls = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            calls.add(() -> contacts.write(buyer, other, key, FORM));
        }
        List<String> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<String> answer : threads.invokeAll(calls)) {
                answers.add(answer.get());
            }
        }

        assertThat(answers).hasSize(8);
        assertThat(answers.stream().distinct()).hasSize(1);
        assertThat(number("SELECT token_balance FROM users WHERE id = ?", buyer))
                .isEqualTo(8);
        assertThatThrownBy(() -> contacts.write(buyer, listing, key, FORM))
                .isInstanceOf(Conflict.class)
                .hasMessage("key_used");
        assertThatThrownBy(() -> contacts.write(buyer, other, key, with("Ben", "a@b.co", "Hello")))
                .isInstanceOf(Conflict.class);
    }

    @Test
    void aKeyWhoseAnswerIsForgottenIsNoFreeContact() {
        seed.grant(buyer, 10);
        write(listing);
        long other = otherListing();
        String key = key();
        contacts.write(buyer, other, key, FORM);
        seed.sql().execute("DELETE FROM api_answers WHERE idempotency_key = ?", key);

        assertThatThrownBy(() -> contacts.write(buyer, other, key, FORM))
                .isInstanceOf(Conflict.class)
                .hasMessage("key_used");
        assertThat(number("SELECT count(*) FROM business_inquiries WHERE business_id = ?", other))
                .isEqualTo(1);
    }

    @Test
    void theMonthTurnsInUtcByTheDatabasesClock_T5() {
        database.setClock(Instant.parse("2026-03-31T22:30:00Z")); // in London it is summer time: 23:30
        write(listing);
        assertThat(contacts.terms(buyer, otherListing()).contactType()).isEqualTo("token");
        database.setClock(Instant.parse("2026-03-31T23:59:59Z")); // in London it is already April
        assertThat(contacts.terms(buyer, otherListing()).contactType()).isEqualTo("token");
        database.setClock(Instant.parse("2026-04-01T00:00:00Z"));
        assertThat(contacts.terms(buyer, otherListing()).freeContactsLeft()).isEqualTo(1);
        assertThat(write(otherListing()).path("contactType").asText()).isEqualTo("free");
        assertThat(contacts.terms(buyer, otherListing()).contactType()).isEqualTo("token");
        database.setClock(Instant.parse("2027-04-01T00:00:00Z"));
        assertThat(contacts.terms(buyer, otherListing()).contactType())
                .as("the same month of another year")
                .isEqualTo("free");
    }

    @Test
    void onlyAListedPlanHasFreeContacts() {
        seed.sql().execute("UPDATE users SET buyer_plan = 'pro' WHERE id = ?", buyer);
        assertThat(contacts.terms(buyer, listing).tokensRequired()).isEqualTo(new Tokens(2));
        assertThat(contacts.terms(buyer, listing).freeContactsLeft()).isZero();
    }

    @Test
    void anotherTierIsAPremiumContact() {
        seed.sql().execute("UPDATE users SET freemium_tier = 'premium' WHERE id = ?", buyer);
        long inquiry = write(listing).path("inquiryId").asLong();
        assertThat(seed.sql().value(String.class, "SELECT inquiry_type FROM business_inquiries WHERE id = ?", inquiry))
                .isEqualTo("premium");
    }

    @Test
    void tokensThatHaveEndedCannotBeSpent() {
        seed.sql().execute("UPDATE users SET buyer_plan = 'pro' WHERE id = ?", buyer);
        seed.sql().execute("""
                SELECT ledger_apply(jsonb_populate_record(NULL::ledger_posting, jsonb_build_object('operation_key', ?::text,
                    'operation_line', 0, 'user_id', ?::int, 'transaction_type', 'bonus', 'tokens', 2, 'direction', 1,
                    'action_type', 'promotion', 'expires_at', ledger_now() + interval '1 hour')))""", key(), buyer);
        assertThat(contacts.terms(buyer, listing).currentBalance()).isEqualTo(new Tokens(2));
        database.advance(Duration.ofHours(1));

        assertThat(contacts.terms(buyer, listing).currentBalance()).isEqualTo(Tokens.ZERO);
        assertThatThrownBy(() -> write(listing)).hasMessage("insufficient_tokens");
    }

    @Test
    void outsideTheRolloutContactWorksAsBeforeTokens() {
        seed.sql().execute("""
                INSERT INTO feature_flags (name, version, is_enabled, salt)
                VALUES ('ENABLE_TOKEN_SYSTEM', 2, false, 'token-system')""");
        try {
            for (int i = 0; i < 3; i++) {
                assertThat(write(listing).path("tokensSpent").asLong()).isZero();
            }
            assertThat(number("SELECT free_contacts_used::bigint FROM users WHERE id = ?", buyer))
                    .as("no free contact of the month is used up")
                    .isZero();
        } finally {
            seed.sql().execute("""
                    INSERT INTO feature_flags (name, version, is_enabled, salt)
                    VALUES ('ENABLE_TOKEN_SYSTEM', 3, true, 'token-system')""");
        }
    }
}
