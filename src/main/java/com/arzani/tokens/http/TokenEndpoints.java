package com.arzani.tokens.http;

import com.arzani.tokens.catalog.Offers;
import com.arzani.tokens.catalog.ShownPackage;
import com.arzani.tokens.ledger.EntryFilter;
import com.arzani.tokens.ledger.EntryKey;
import com.arzani.tokens.ledger.EntryPage;
import com.arzani.tokens.ledger.LedgerEntry;
import com.arzani.tokens.ledger.LedgerHistory;
import com.arzani.tokens.market.Balances;
import com.arzani.tokens.market.Rollout;
import com.arzani.tokens.market.UserBalance;
import com.arzani.tokens.money.Digits;
import com.arzani.tokens.problem.Rejected;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// `/api/tokens`: what a user has, had, and can buy.
public final class TokenEndpoints {
    private static final int PAGE_USUAL = 20;
    private static final int PAGE_MOST = 100;

    private final Balances balances;
    private final LedgerHistory history;
    private final Offers offers;
    private final Rollout rollout;

    public TokenEndpoints(Balances balances, LedgerHistory history, Offers offers, Rollout rollout) {
        this.balances = balances;
        this.history = history;
        this.offers = offers;
        this.rollout = rollout;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/tokens/balance", Access.USER, this::balance),
                Route.get("/api/tokens/packages", Access.PERHAPS_USER, this::packages)
                        .at(Pace.VISITS),
                Route.get("/api/tokens/transactions", Access.USER, this::transactions));
    }

    /// Also outside a rollout: a flag never hides what was bought (ruling 23).
    private Answer balance(Call call) {
        UserBalance has = balances.of(call.userId());
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("balance", has.balance().count());
        told.put("tokensOwed", has.owed().count());
        told.put("tokensPurchased", has.purchased().count());
        told.put("tokensConsumed", has.consumed().count());
        told.put("lifetimePurchased", has.lifetimePurchased().count());
        return Answer.json(200, told);
    }

    private Answer packages(Call call) {
        List<ShownPackage> shown = call.user().isEmpty() ? offers.standard() : shownTo(call.userId());
        return Answer.json(200, shown.stream().map(TokenEndpoints::told).toList());
    }

    private List<ShownPackage> shownTo(long userId) {
        Gates.require(rollout, Rollout.TOKEN_SYSTEM, userId);
        return offers.shown(userId);
    }

    private static Map<String, Object> told(ShownPackage sold) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("id", sold.id());
        told.put("name", sold.name());
        told.put("description", sold.description());
        told.put("token_amount", sold.tokens().count());
        told.put("bonus_tokens", sold.bonus().count());
        told.put("price_gbp", sold.price());
        told.put("currency", sold.currency());
        told.put("recommended", sold.recommended());
        return told;
    }

    private Answer transactions(Call call) {
        EntryKey before = call.query("cursor").map(Cursor::read).orElse(null);
        EntryPage page = history.page(EntryFilter.ofUser(call.userId()), before, limit(call));
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("transactions", page.rows().stream().map(TokenEndpoints::told).toList());
        told.put("nextCursor", page.next() == null ? null : Cursor.write(page.next()));
        return Answer.json(200, told);
    }

    private static int limit(Call call) {
        String asked = call.query("limit").orElse(Integer.toString(PAGE_USUAL));
        OptionalLong limit = Digits.parse(asked);
        if (limit.isEmpty() || limit.getAsLong() < 1 || limit.getAsLong() > PAGE_MOST) {
            throw new Rejected("page_limit_wrong", PAGE_MOST);
        }
        return (int) limit.getAsLong();
    }

    /// What a customer may know of an entry; who posted it and why is for the console.
    private static Map<String, Object> told(LedgerEntry entry) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("id", entry.id());
        told.put("transaction_type", entry.type().code());
        told.put("tokens_amount", entry.amount().count());
        told.put("tokens_delta", entry.delta().count());
        told.put("balance_after", entry.balanceAfter().count());
        told.put("action_type", entry.actionType());
        told.put("reference_id", entry.referenceId());
        told.put("created_at", entry.createdAt().toString());
        return told;
    }
}
