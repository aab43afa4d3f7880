package com.arzani.tokens.payments;

import com.arzani.tokens.money.Digits;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// A payment intent: what the customer was asked for and what came in.
///
/// @param received pence that arrived; less than the amount asked for until the payment has succeeded
/// @param metadata as the merchant wrote it: it finds our order and proves nothing (T8)
public record Payment(
        Origin origin,
        PaymentStatus status,
        Amount amount,
        long received,
        Map<String, String> metadata,
        Optional<Charge> charge) {
    /// The metadata key that carries our order's number, on the session and on the payment intent alike.
    public static final String ORDER_ID = "order_id";

    /// The metadata key that carries the user's number, beside [#ORDER_ID].
    public static final String USER_ID = "user_id";

    public Payment {
        metadata = Map.copyOf(metadata);
    }

    public String id() {
        return origin.id();
    }

    public boolean succeeded() {
        return status == PaymentStatus.SUCCEEDED;
    }

    /// Pence that went back to the customer.
    public long refunded() {
        return charge.map(Charge::refundedPence).orElse(0L);
    }

    /// Our order's number, if the metadata names one that could exist.
    public OptionalLong orderId() {
        return Digits.parse(metadata.get(ORDER_ID));
    }
}
