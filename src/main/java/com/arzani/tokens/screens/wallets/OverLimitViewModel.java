package com.arzani.tokens.screens.wallets;

import com.arzani.tokens.approval.ApprovalRequest;
import com.arzani.tokens.approval.LimitHit;
import com.arzani.tokens.approval.OwnLimits;
import com.arzani.tokens.ledger.Adjustment;
import com.arzani.tokens.ledger.EntryType;
import com.arzani.tokens.ledger.LedgerEntry;
import com.arzani.tokens.ledger.Reversal;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.ui.Channel;
import com.arzani.tokens.ui.KeyedWrite;
import com.arzani.tokens.ui.Kit;
import com.arzani.tokens.ui.Severity;
import java.util.List;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The person's limits at the shown wallet, and what is sent to a second person instead. The database decides anew;
/// until the
/// limits are read nothing is over one.
final class OverLimitViewModel {
    final KeyedWrite<ApprovalRequest> write;

    private final Kit kit;
    private final SecondPerson second;
    private final Channel reading;
    private final ReadOnlyObjectWrapper<OwnLimits> limits = new ReadOnlyObjectWrapper<>(new OwnLimits(List.of()));

    OverLimitViewModel(Kit kit, SecondPerson second, Supplier<String> keys) {
        this.kit = kit;
        this.second = second;
        reading = kit.tasks().latest("wallets.limits");
        write = new KeyedWrite<>(kit, "wallets.ask", keys, second.approvals()::byKey);
    }

    void read(long userId) {
        reading.runUntilAvailable(
                () -> second.limits().own(userId),
                limits::set,
                // Then the posting itself says it.
                thrown -> limits.set(new OwnLimits(List.of())));
    }

    /// The limit this step would pass; null for none. Taking back what one adjusted alone is never held up.
    LimitHit hit(Tokens tokens, LedgerEntry reversed) {
        boolean ownSlip = reversed != null
                && reversed.type() == EntryType.ADJUSTMENT
                && reversed.actor().equals(second.login())
                && reversed.onBehalfOf() == null;
        return ownSlip ? null : limits.get().hit(tokens).orElse(null);
    }

    String words(LimitHit hit) {
        return hit == null
                ? ""
                : kit.texts()
                        .get(
                                "wallets.form.over." + hit.scope().code(),
                                hit.size().toString(),
                                hit.left().toString());
    }

    ApprovalRequest request(Adjustment adjustment) {
        return second.approvals().request(adjustment);
    }

    ApprovalRequest request(Reversal reversal) {
        return second.approvals().request(reversal);
    }

    void announce(ApprovalRequest request) {
        kit.notices()
                .tell(
                        Severity.SUCCESS,
                        kit.texts().get("wallets.done.asked", Long.toString(request.id())),
                        kit.texts().get("wallets.done.asked.show"),
                        () -> kit.navigator().open(Places.ownRequest(request.id())));
    }

    ReadOnlyObjectProperty<OwnLimits> limitsProperty() {
        return limits.getReadOnlyProperty();
    }
}
