package com.arzani.tokens.market;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.OperatorRole;
import jakarta.persistence.Tuple;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hibernate.Session;

/// Finds users. Rows come masked from the door `find_users`; e-mail and phone are read with a reason alone (ruling 4).
public final class UserDirectory {
    /// Both settings are read with the rows, so a change of them shows at once. The month is that of the database's
    /// clock
    /// in UTC; a count of an earlier month is over, whether or not the row was reset since (T5).
    private static final String COLUMNS = """
            f.id, f.full_name, f.email_masked, f.buyer_plan, f.freemium_tier, f.token_balance, f.tokens_owed,
            f.listings, f.created_at,
            CASE WHEN date_trunc('month', f.free_contacts_reset_date AT TIME ZONE 'UTC')
                      < date_trunc('month', ledger_now() AT TIME ZONE 'UTC')
                 THEN 0 ELSE f.free_contacts_used END AS free_used,
            CASE WHEN f.buyer_plan = ANY (string_to_array(replace(
                      (SELECT value FROM settings WHERE name = 'FREE_CONTACT_PLANS' ORDER BY version DESC LIMIT 1), ' ', ''), ','))
                 THEN CAST((SELECT value FROM settings WHERE name = 'DEFAULT_FREE_CONTACTS_LIMIT'
                            ORDER BY version DESC LIMIT 1) AS integer)
                 ELSE 0 END AS free_limit
            """;

    private static final String FIND =
            "SELECT " + COLUMNS + " FROM find_users(:text, :before, :rows) f ORDER BY f.id DESC";

    private static final String OF_KIND = "SELECT " + COLUMNS + """
            FROM find_customers(jsonb_strip_nulls(jsonb_build_object('segment', CAST(:segment AS text),
                'plan', CAST(:plan AS text), 'band', CAST(:band AS integer), 'cohort', CAST(:cohort AS date),
                'step', CAST(:step AS integer), 'converted', CAST(:converted AS boolean))), :before, :rows) f
            ORDER BY f.id DESC
            """;

    /// The row just below the next id is this id's own, if there is one.
    private static final String SUMMARY = "SELECT " + COLUMNS + """
            , coalesce(w.lifetime_purchased, 0) > 0 OR c.last_contact_at IS NOT NULL AS is_buyer, c.last_contact_at,
            (SELECT sum(l.remaining) FROM token_lots l WHERE l.user_id = f.id AND l.is_open
                AND l.expires_at <= (SELECT ledger_now()) + interval '30 days') AS expiring_tokens,
            (SELECT min(l.expires_at) FROM token_lots l WHERE l.user_id = f.id AND l.is_open
                AND l.expires_at <= (SELECT ledger_now()) + interval '30 days') AS first_expiry
            FROM find_users(CAST(:user AS text), :user + 1, 1) f
            LEFT JOIN user_tokens w ON w.user_id = f.id
            LEFT JOIN LATERAL (SELECT l.last_contact_at FROM contact_limitations l
                WHERE l.user_id = f.id AND l.last_contact_at IS NOT NULL
                ORDER BY l.last_contact_at DESC, l.id DESC LIMIT 1) c ON true
            WHERE f.id = :user
            """;

    private static final String BLOCK =
            "SELECT blocked_by, blocked_at, reason FROM user_blocks WHERE user_id = :user AND ended_at IS NULL";

    private static final Set<OperatorRole> MAY_REVEAL = Set.of(OperatorRole.SUPPORT, OperatorRole.ADMIN);

    private final Database database;

    public UserDirectory(Database database) {
        this.database = database;
    }

    /// Users that match what was typed, newest first: an id, a part of a name and, for support and administrators, a
    /// part
    /// of an e-mail. Every character is itself (H2). Empty text finds everyone.
    ///
    /// @param beforeId the last row's id; null for the first page
    public MarketPage<FoundUser, Long> find(String text, Long beforeId, int rowsMax) {
        if (!Wording.canBeFound(text)) {
            return new MarketPage<>(List.of(), null);
        }
        List<FoundUser> found = database.read(session -> session.createNativeQuery(FIND, Tuple.class)
                .setParameter("text", text, String.class)
                .setParameter("before", beforeId, Long.class)
                .setParameter("rows", rowsMax, Integer.class)
                .getResultStream()
                .map(MarketRow::new)
                .map(UserDirectory::found)
                .toList());
        return MarketPage.of(found, rowsMax, FoundUser::id);
    }

    /// The users of a kind, newest first, with the same columns and masks as `find`; as of the last fold.
    ///
    /// @throws com.arzani.tokens.problem.Rejected `not_permitted` for product, `customers_filter_unknown`
    public MarketPage<FoundUser, Long> ofKind(CustomerFilter kind, Long beforeId, int rowsMax) {
        List<FoundUser> found = database.read(session -> session.createNativeQuery(OF_KIND, Tuple.class)
                .setParameter("segment", kind.segment(), String.class)
                .setParameter("plan", kind.plan(), String.class)
                .setParameter("band", kind.band(), Integer.class)
                .setParameter("cohort", kind.cohort(), LocalDate.class)
                .setParameter("step", kind.step(), Integer.class)
                .setParameter("converted", kind.converted(), Boolean.class)
                .setParameter("before", beforeId, Long.class)
                .setParameter("rows", rowsMax, Integer.class)
                .getResultStream()
                .map(MarketRow::new)
                .map(UserDirectory::found)
                .toList());
        return MarketPage.of(found, rowsMax, FoundUser::id);
    }

    /// What stands above everything else about one user; empty if there is none of that id.
    public Optional<UserSummary> summary(long userId) {
        return database.read(session -> summary(session, userId));
    }

    private static Optional<UserSummary> summary(Session session, long userId) {
        return session.createNativeQuery(SUMMARY, Tuple.class)
                .setParameter("user", userId, Long.class)
                .getResultStream()
                .map(MarketRow::new)
                .map(row -> new UserSummary(
                        found(row),
                        row.flag("is_buyer"),
                        row.tokens("expiring_tokens"),
                        row.time("first_expiry"),
                        row.time("last_contact_at")))
                .findFirst();
    }

    /// Why a user may neither buy nor spend, if they may not.
    public Optional<UserBlock> block(long userId) {
        return database.read(session -> session.createNativeQuery(BLOCK, Tuple.class)
                .setParameter("user", userId, Long.class)
                .getResultStream()
                .map(MarketRow::new)
                .map(row -> new UserBlock(row.text("blocked_by"), row.time("blocked_at"), row.text("reason")))
                .findFirst());
    }

    /// Whether the operator may see e-mails masked, search by them and reveal them; the database judges again.
    public boolean mayReveal() {
        return MAY_REVEAL.contains(database.operator().role());
    }

    /// A user's e-mail and phone. Who asked, when and why goes into the audit.
    ///
    /// @throws com.arzani.tokens.problem.Rejected `not_permitted`, `reason_missing`, `note_too_long`, `user_unknown`
    public ContactDetails reveal(long userId, String reason) {
        String why = Wording.reason(reason);
        return database.call(session -> {
            Tuple row = session.createNativeQuery(
                            "SELECT email, phone FROM reveal_contact(:user, :reason)", Tuple.class)
                    .setParameter("user", userId, Long.class)
                    .setParameter("reason", why, String.class)
                    .getSingleResult();
            return new ContactDetails((String) row.get("email"), (String) row.get("phone"));
        });
    }

    private static FoundUser found(MarketRow row) {
        return new FoundUser(
                row.number("id"),
                row.text("full_name"),
                row.text("email_masked"),
                row.text("buyer_plan"),
                row.text("freemium_tier"),
                row.tokens("token_balance"),
                row.tokens("tokens_owed"),
                new FreeContacts(row.count("free_limit"), row.count("free_used")),
                row.number("listings"),
                row.time("created_at"));
    }
}
