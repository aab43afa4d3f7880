package com.arzani.tokens.screens.risk;

import com.arzani.tokens.payments.risk.RiskReview;
import com.arzani.tokens.ui.Badge;
import java.time.Instant;

/// A review in the list.
record RiskRow(RiskReview review, Badge score, Badge state) {
    static RiskRow of(RiskReview review, RiskWords words) {
        return new RiskRow(review, words.score(review.score()), words.state(review));
    }

    long id() {
        return review.orderId();
    }

    String customer() {
        return review.customer().name();
    }

    String sold() {
        return review.sold().packageName();
    }

    Long held() {
        return review.standing().held();
    }

    Instant since() {
        return review.standing().since();
    }
}
