package com.arzani.tokens.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What the console shows of a user's contacts, sent and received.
@PostgresTest
class UserActivityTest {
    private final TestDatabase database;
    private final MarketSeed seed;
    private final UserActivity activity;
    private final Contacts contacts;
    private final long buyer;
    private final long seller;

    UserActivityTest(TestDatabase database) {
        this.database = database;
        seed = new MarketSeed(database);
        activity = new UserActivity(database.openAs(OperatorRole.SUPPORT));
        contacts = new Contacts(database.openService());
        buyer = seed.user();
        seller = seed.user();
    }

    private void write(long listing) {
        contacts.write(
                buyer,
                listing,
                UUID.randomUUID().toString(),
                new ContactForm("A", "B", "a@example.com", "", "Hello", ""));
    }

    private CostRule newestRule() {
        return activity.inquiries(buyer, null, 50).rows().getFirst().rule();
    }

    @Test
    void productSeesNobodysInquiriesAndNobodyTheirText() {
        UserActivity product = new UserActivity(database.openAs(OperatorRole.PRODUCT));
        assertThatThrownBy(() -> product.received(seller, null, 50)).hasMessage("not_permitted");
        assertThatThrownBy(() -> product.inquiries(buyer, null, 50)).hasMessage("not_permitted");
        for (String column : List.of("message", "email", "phone", "user_email", "first_name")) {
            assertThatThrownBy(() -> database.openAs(OperatorRole.SUPPORT)
                            .read(session -> session.createNativeQuery(
                                            "SELECT " + column + " FROM business_inquiries LIMIT 1", Object.class)
                                    .getResultList()))
                    .as(column)
                    .hasMessage("not_permitted");
        }
    }

    @Test
    void theRuleThatAppliedIsKeptWhateverComesLater() {
        seed.grant(buyer, 5);
        long listing = seed.listing(seller, "Bakery");
        write(listing);
        assertThat(newestRule()).isEqualTo(new CostRule("free", 1, 1, true));
        write(listing);
        assertThat(newestRule()).isEqualTo(new CostRule("free", 1, 0, true));
        seed.sql().execute("UPDATE users SET buyer_plan = 'pro' WHERE id = ?", buyer);
        long other = seed.listing(seller, "Mill");
        write(other);

        List<SentInquiry> sent = activity.inquiries(buyer, null, 50).rows();

        assertThat(sent)
                .extracting(SentInquiry::rule)
                .containsExactly(
                        new CostRule("pro", 0, 0, true),
                        new CostRule("free", 1, 0, true),
                        new CostRule("free", 1, 1, true));
        assertThat(sent).extracting(row -> row.tokensSpent().count()).containsExactly(2L, 1L, 0L);
        assertThat(sent).extracting(SentInquiry::firstContact).containsExactly(true, false, true);
        assertThat(sent.getFirst().entryId()).isNotNull();
    }

    @Test
    void anInquiryOfBeforeHasNoRule() {
        seed.contact(buyer, seed.listing(seller, "Bakery"), 0);
        assertThat(newestRule()).isNull();
    }

    @Test
    void whatCameInForAllListingsIsPagedNewestFirst() {
        long bakery = seed.listing(seller, "Bakery");
        long mill = seed.listing(seller, "Mill");
        long others = seed.listing(seed.user(), "Another's");
        seed.sql().execute("""
                INSERT INTO business_inquiries (business_id, user_id, created_at)
                SELECT CASE n % 3 WHEN 0 THEN ? WHEN 1 THEN ? ELSE ? END, ?, ledger_now() - (n / 4) * interval '1 minute'
                FROM generate_series(1, 60) n""", bakery, mill, others, buyer);
        seed.sql().execute("UPDATE business_inquiries SET responded_at = ledger_now() WHERE business_id = ?", mill);

        List<ReceivedInquiry> all = new ArrayList<>();
        MarketKey after = null;
        do {
            MarketPage<ReceivedInquiry, MarketKey> page = activity.received(seller, after, 7);
            all.addAll(page.rows());
            after = page.next();
        } while (after != null);

        assertThat(all).hasSize(40).extracting(ReceivedInquiry::id).doesNotHaveDuplicates();
        assertThat(all)
                .isSortedAccordingTo((one, other) -> other.createdAt().equals(one.createdAt())
                        ? Long.compare(other.id(), one.id())
                        : other.createdAt().compareTo(one.createdAt()));
        assertThat(all).allMatch(row -> (row.respondedAt() != null) == (row.businessId() == mill));
        assertThat(all.getFirst().buyerId()).isEqualTo(buyer);
        assertThat(all.getFirst().buyerName()).startsWith("Test ");
    }
}
