package com.arzani.tokens.market;

import com.arzani.tokens.database.Database;
import jakarta.persistence.Tuple;
import org.hibernate.type.StandardBasicTypes;

/// Contacts of listings, in a buyer's name. The rule lives in the database once; asking and doing use the same.
public final class Contacts {
    private static final String WRITE = """
            SELECT contact_seller(:user, :listing, :key, jsonb_strip_nulls(jsonb_build_object('firstName', :firstName,
                'lastName', :lastName, 'email', :email, 'phone', :phone, 'message', :message, 'timeframe', :timeframe)))::text
            """;

    private final Database database;

    public Contacts(Database database) {
        this.database = database;
    }

    /// What writing to the seller would cost now.
    ///
    /// @throws com.arzani.tokens.problem.Rejected `user_unknown`, `business_unknown`, `own_listing`, `not_permitted`
    public ContactTerms terms(long userId, long listingId) {
        return database.call(session -> {
            MarketRow row = new MarketRow(
                    session.createNativeQuery("SELECT * FROM contact_requirements(:user, :listing)", Tuple.class)
                            .setParameter("user", userId)
                            .setParameter("listing", listingId)
                            .getSingleResult());
            return new ContactTerms(
                    row.text("contact_type"),
                    row.tokens("tokens_required"),
                    row.tokens("current_balance"),
                    row.count("attempt"),
                    row.count("free_contacts_left"),
                    row.flag("tokens_on"));
        });
    }

    /// Writes to the seller: decision, spend, inquiry and counters in one round trip, together or not at all (T2, T4).
    ///
    /// @param key the caller's idempotency key, 1 to 150 visible ASCII characters; again, it gives the first answer
    /// @return the answer as JSON: success, inquiryId, tokensSpent, contactType, contactAttempt, balance,
    /// freeContactsLeft
    /// @throws com.arzani.tokens.problem.Rejected `insufficient_tokens` (needed, there), `field_missing` (name),
    ///     `field_too_long` (name, longest), `field_has_control_characters` (name), `email_malformed`, and those of
    /// `terms`
    /// @throws com.arzani.tokens.problem.Conflict `key_used` for another contact
    public String write(long userId, long listingId, String key, ContactForm form) {
        return database.call(session -> session.createNativeQuery(WRITE, String.class)
                .setParameter("user", userId)
                .setParameter("listing", listingId)
                .setParameter("key", key, StandardBasicTypes.STRING)
                .setParameter("firstName", form.firstName(), StandardBasicTypes.STRING)
                .setParameter("lastName", form.lastName(), StandardBasicTypes.STRING)
                .setParameter("email", form.email(), StandardBasicTypes.STRING)
                .setParameter("phone", form.phone(), StandardBasicTypes.STRING)
                .setParameter("message", form.message(), StandardBasicTypes.STRING)
                .setParameter("timeframe", form.timeframe(), StandardBasicTypes.STRING)
                .getSingleResult());
    }
}
