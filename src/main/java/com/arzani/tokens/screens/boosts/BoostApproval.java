package com.arzani.tokens.screens.boosts;

import com.arzani.tokens.approval.ApprovalRequest;
import com.arzani.tokens.approval.Approvals;
import com.arzani.tokens.approval.Limits;
import com.arzani.tokens.approval.OwnLimits;
import com.arzani.tokens.ledger.Adjustment;
import com.arzani.tokens.market.BoostReason;
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

/// An early end that gives back more than the person may alone goes to a second one (ruling 22).
final class BoostApproval {
    final KeyedWrite<ApprovalRequest> write;

    private final Kit kit;
    private final Approvals approvals;
    private final Limits limits;
    private final Channel reading;
    private final ReadOnlyObjectWrapper<OwnLimits> own = new ReadOnlyObjectWrapper<>(new OwnLimits(List.of()));

    BoostApproval(Kit kit, Approvals approvals, Limits limits, Supplier<String> keys) {
        this.kit = kit;
        this.approvals = approvals;
        this.limits = limits;
        reading = kit.tasks().latest("boosts.limits");
        write = new KeyedWrite<>(kit, "boosts.ask", keys, approvals::byKey);
    }

    void read(long sellerId) {
        reading.runUntilAvailable(
                () -> limits.own(sellerId),
                own::set,
                // Then the early end itself says it.
                thrown -> own.set(new OwnLimits(List.of())));
    }

    boolean needed(Tokens back) {
        return back.count() > 0 && own.get().hit(back).isPresent();
    }

    ApprovalRequest ask(String key, long boostId, BoostReason why) {
        return approvals.requestBoostEnd(key, boostId, new Adjustment.Reason(why.code(), why.note()));
    }

    void announce(ApprovalRequest request) {
        kit.notices()
                .tell(
                        Severity.SUCCESS,
                        kit.texts().get("boosts.done.asked", Long.toString(request.id())),
                        kit.texts().get("boosts.done.asked.show"),
                        () -> kit.navigator().open(Places.ownRequest(request.id())));
    }

    ReadOnlyObjectProperty<OwnLimits> limitsProperty() {
        return own.getReadOnlyProperty();
    }
}
