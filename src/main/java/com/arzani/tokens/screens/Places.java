package com.arzani.tokens.screens;

import com.arzani.tokens.ui.Target;
import java.time.LocalDate;

/// The places of the console that one screen opens from another, and the names of their values.
public final class Places {
    /// A user's id.
    public static final String USER = "user";

    /// An entry's id.
    public static final String ENTRY = "entry";

    /// The id of an entry whose reversal the wallet's form begins with.
    public static final String REVERSE = "reverse";

    /// A listing's id.
    public static final String LISTING = "listing";

    /// An order's id.
    public static final String ORDER = "order";

    /// The Stripe id of a payment.
    public static final String STRIPE = "stripe";

    /// What a search field begins with.
    public static final String SEARCH = "search";

    /// An instant in UTC.
    public static final String AT = "at";

    /// The id of an entry that is to be explained.
    public static final String CHARGE = "charge";

    /// The Stripe id of an event.
    public static final String EVENT = "event";

    /// A login.
    public static final String BY = "by";

    /// The id of the user something was about.
    public static final String CUSTOMER = "customer";

    /// The Stripe id of a dispute.
    public static final String DISPUTE = "dispute";

    /// Types of entries, by their codes with commas.
    public static final String TYPE = "type";

    /// `in` or `out`.
    public static final String DIRECTION = "direction";

    /// The first day, UTC.
    public static final String FROM = "from";

    /// The last day, UTC.
    public static final String TO = "to";

    /// The id of a package that was sold.
    public static final String PACKAGE = "package";

    /// The buyer's plan at that time, or [#WITHOUT].
    public static final String PLAN = "plan";

    /// A price experiment's variant, or [#WITHOUT].
    public static final String VARIANT = "variant";

    /// `new` or `returning`.
    public static final String BUYER = "buyer";

    /// Stands for no plan and no variant, as an empty value says nothing.
    public static final String WITHOUT = "none";

    /// A segment of customers, as docs/kpis.md calls it.
    public static final String SEGMENT = "segment";

    /// A band of balances, numbered from 0.
    public static final String BAND = "band";

    /// The first day of the month in which users joined.
    public static final String COHORT = "cohort";

    /// Whether users bought within 30 days of joining.
    public static final String CONVERTED = "converted";

    private Places() {}

    public static Target disputes() {
        return Target.of("disputes");
    }

    /// One dispute, by its Stripe id.
    public static Target dispute(String disputeId) {
        return disputes().with("show", "all").with(DISPUTE, disputeId);
    }

    public static Target riskReviews() {
        return Target.of("risk");
    }

    /// Every review of one user.
    public static Target riskReviewsOf(long userId) {
        return riskReviews().with("show", "all").with(SEARCH, userId);
    }

    /// The review of one order.
    public static Target riskReview(long orderId) {
        return riskReviews().with("show", "all").with(ORDER, orderId);
    }

    /// What one user is offered.
    public static Target offersOf(long userId) {
        return Target.of("offers").with(USER, userId);
    }

    public static Target audit() {
        return Target.of("audit");
    }

    /// What was done about one user.
    public static Target auditOf(long userId) {
        return audit().with(CUSTOMER, userId);
    }

    /// What one operator did.
    public static Target auditBy(String login) {
        return audit().with(BY, login);
    }

    public static Target purchases() {
        return Target.of("purchases");
    }

    /// One order.
    public static Target purchase(long orderId) {
        return purchases().with(ORDER, orderId);
    }

    /// Every order of one user.
    public static Target purchasesOf(long userId) {
        return purchases().with("show", "all").with(SEARCH, userId);
    }

    public static Target stripeEvents() {
        return Target.of("stripeevents");
    }

    /// One event, by its Stripe id.
    public static Target stripeEvent(String eventId) {
        return stripeEvents().with("show", "all").with(EVENT, eventId);
    }

    /// How a user's balance came about.
    public static Target balance(long userId) {
        return Target.of("explain").with(USER, userId);
    }

    /// How a user's balance came about as one entry left it.
    public static Target balanceAfter(long userId, long entryId) {
        return balance(userId).with(ENTRY, entryId);
    }

    /// Why one entry moved the balance.
    public static Target charge(long entryId) {
        return Target.of("explain").with(CHARGE, entryId);
    }

    public static Target users() {
        return Target.of("users");
    }

    /// Users of a kind, told by one or more of the values above.
    public static Target customers() {
        return users();
    }

    /// One user's page.
    public static Target user(long userId) {
        return users().with(USER, userId);
    }

    /// One user's wallet.
    public static Target wallet(long userId) {
        return Target.of("wallets").with(USER, userId);
    }

    public static Target transactions() {
        return Target.of("transactions");
    }

    /// Every entry of some days; more values narrow it: types, direction, and for sales package, plan, variant and
    /// buyer.
    public static Target transactionsIn(LocalDate first, LocalDate last) {
        return transactions().with(FROM, first).with(TO, last);
    }

    /// Every entry of one user.
    public static Target transactionsOf(long userId) {
        return transactions().with(USER, userId);
    }

    /// Every entry of one order.
    public static Target transactionsOfOrder(long orderId) {
        return transactions().with(ORDER, orderId);
    }

    /// Every entry of one Stripe payment.
    public static Target transactionsOfPayment(String paymentIntentId) {
        return transactions().with(STRIPE, paymentIntentId);
    }

    /// One entry, wherever it stands in the list.
    public static Target entry(long entryId) {
        return transactions().with(ENTRY, entryId);
    }

    public static Target packages() {
        return Target.of("packages");
    }

    public static Target boosts() {
        return Target.of("boosts");
    }

    /// One listing's boost.
    public static Target boost(long listingId) {
        return boosts().with(LISTING, listingId);
    }

    /// A request that the signed-in person made.
    public static Target ownRequest(long requestId) {
        return Target.of("approvals").with("tab", "mine").with("request", requestId);
    }

    public static Target reconciliation() {
        return Target.of("reconciliation");
    }

    /// What Stripe and the ledger come to, side by side.
    public static Target tieout() {
        return Target.of("tieout");
    }

    /// What was sold, and what came off it.
    public static Target sales() {
        return Target.of("sales");
    }

    /// Whether the ledger is proven.
    public static Target proof() {
        return Target.of("proof");
    }

    /// The same, with a user's proof file about to be saved.
    public static Target proofOf(long userId) {
        return proof().with(USER, userId);
    }
}
