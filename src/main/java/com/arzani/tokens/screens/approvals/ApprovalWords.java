package com.arzani.tokens.screens.approvals;

import com.arzani.tokens.approval.ApprovalRequest;
import com.arzani.tokens.approval.Effect;
import com.arzani.tokens.approval.LimitHit;
import com.arzani.tokens.approval.LimitScope;
import com.arzani.tokens.money.Pence;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.ui.Badge;
import com.arzani.tokens.ui.SafeText;
import com.arzani.tokens.ui.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Requests in words. A kind that a later part adds brings `approvals.what.<kind>` and `approvals.fact.<name>`.
final class ApprovalWords {
    private static final String LIMIT = "LIMIT_";

    private final Texts texts;

    ApprovalWords(Texts texts) {
        this.texts = texts;
    }

    /// What it would do, in one line. It holds the customer's name as written: to be shown through SafeText, once.
    String what(ApprovalRequest request) {
        Effect effect = request.proposal().effect();
        String customer = customer(request);
        if (request.kind().equals("refund")) {
            return texts.get("approvals.what.refund", money(fact(effect, "pence")), fact(effect, "order_id"), customer);
        }
        if (effect.wallet().isPresent()) {
            Effect.OnWallet wallet = effect.wallet().get();
            long tokens = Math.abs(wallet.delta().count());
            boolean gives = wallet.delta().count() >= 0;
            String direction = gives ? ".give" : ".take";
            String entry = wallet.reverses().isEmpty()
                    ? ""
                    : Long.toString(wallet.reverses().getFirst());
            return texts.get("approvals.what." + request.kind() + direction, tokens, customer, entry);
        }
        return switch (request.kind()) {
            case "role" -> texts.get("approvals.what.role", request.subject().id(), role(fact(effect, "to")));
            case "limit" ->
                texts.get(
                        "approvals.what.limit",
                        limitName(fact(effect, "name")),
                        number(fact(effect, "from")),
                        number(fact(effect, "to")));
            case "bulk" ->
                texts.get(
                        "approvals.what.bulk",
                        SafeText.line(fact(effect, "batch")),
                        number(fact(effect, "customers")),
                        number(fact(effect, "grant")),
                        number(fact(effect, "take")));
            default ->
                texts.get("approvals.what." + request.kind(), request.subject().id());
        };
    }

    private static String customer(ApprovalRequest request) {
        String name = request.subject().customerName();
        String id = String.valueOf(request.subject().userId());
        return name.isBlank() ? id : name + " (" + id + ")";
    }

    /// What it would change, one a line.
    List<String> effect(Effect effect) {
        List<String> lines = new ArrayList<>();
        effect.wallet().ifPresent(wallet -> onWallet(wallet, lines));
        effect.facts().keySet().stream().sorted().forEach(name -> {
            if (texts.has("approvals.fact." + name)) {
                lines.add(texts.get("approvals.fact." + name, readable(name, fact(effect, name))));
            }
        });
        return lines;
    }

    private static String money(String pence) {
        return pence.isEmpty() ? "" : new Pence(Long.parseLong(pence)).toString();
    }

    private String readable(String name, String value) {
        if (name.equals("left_pence")) {
            return money(value);
        }
        if (name.equals("name") && value.startsWith(LIMIT)) {
            return limitName(value);
        }
        return texts.has("signin.role." + value) ? role(value) : number(value);
    }

    private void onWallet(Effect.OnWallet wallet, List<String> lines) {
        lines.add(change("approvals.effect.balance", wallet.balance()));
        if (wallet.owed().before().count() > 0 || wallet.owed().after().count() > 0) {
            lines.add(change("approvals.effect.owed", wallet.owed()));
        }
        if (wallet.ended().count() > 0) {
            lines.add(texts.get("approvals.effect.ended", wallet.ended().toString()));
        }
        wallet.lots()
                .touched()
                .forEach(lot -> lines.add(texts.get(
                        lot.tokens().count() > 0 ? "approvals.effect.draw" : "approvals.effect.back",
                        new Tokens(Math.abs(lot.tokens().count())).toString(),
                        Long.toString(lot.lot()),
                        texts.get("ledger.kind." + lot.kind()),
                        lot.remaining().toString())));
        if (wallet.lots().made().count() > 0) {
            lines.add(texts.get("approvals.effect.lot", wallet.lots().made().toString()));
        }
        wallet.reverses().forEach(entry -> lines.add(texts.get("approvals.effect.reverses", Long.toString(entry))));
    }

    private String change(String key, Effect.Change change) {
        return texts.get(key, change.before().toString(), change.after().toString());
    }

    /// The limit that made it a request; empty if none did.
    String limit(ApprovalRequest request) {
        return request.asked().limit().map(this::limit).orElseGet(() -> texts.get("approvals.limit.none"));
    }

    private String limit(LimitHit hit) {
        return texts.get(
                "approvals.limit.hit." + hit.scope().code(),
                hit.size().toString(),
                hit.left().toString());
    }

    String scope(LimitScope scope) {
        return texts.get("approvals.limit." + scope.code());
    }

    /// "Support: one step" for `LIMIT_SUPPORT_SINGLE`.
    String limitName(String setting) {
        int end = setting.indexOf('_', LIMIT.length());
        return texts.get(
                "approvals.limit.name",
                role(setting.substring(LIMIT.length(), end).toLowerCase(Locale.ROOT)),
                texts.get("approvals.limit." + setting.substring(end + 1).toLowerCase(Locale.ROOT)));
    }

    String role(String code) {
        return texts.get("signin.role." + code);
    }

    Badge state(ApprovalRequest request, java.time.Instant now) {
        boolean over = request.isOver(now);
        String code = over ? "expired" : request.state().code();
        Badge.Tone tone = switch (code) {
            case "waiting" -> Badge.Tone.ACCENT;
            case "approved" -> Badge.Tone.SUCCESS;
            case "rejected" -> Badge.Tone.DANGER;
            default -> Badge.Tone.NEUTRAL;
        };
        return new Badge(texts.get("approvals.state." + code), tone);
    }

    private static String number(String value) {
        return value.matches("[0-9]{1,18}") ? new Tokens(Long.parseLong(value)).toString() : SafeText.line(value);
    }

    private static String fact(Effect effect, String name) {
        return effect.facts().getOrDefault(name, "");
    }
}
