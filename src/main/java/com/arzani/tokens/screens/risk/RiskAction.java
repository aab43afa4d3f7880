package com.arzani.tokens.screens.risk;

import com.arzani.tokens.payments.risk.RiskCase;
import com.arzani.tokens.payments.risk.RiskDesk;
import com.arzani.tokens.payments.risk.RiskReview;
import java.util.Locale;

/// What a person may do about a review.
enum RiskAction {
    RELEASE {
        @Override
        boolean fits(RiskCase about, RiskServices services) {
            return services.decides() && about.review().standing().undecided();
        }

        @Override
        void perform(RiskDesk desk, String key, RiskReview review, String reason) {
            desk.release(key, review.orderId(), review.version(), reason);
        }
    },
    REFUND {
        @Override
        boolean fits(RiskCase about, RiskServices services) {
            return services.refunds() && about.review().standing().undecided();
        }

        @Override
        void perform(RiskDesk desk, String key, RiskReview review, String reason) {
            desk.refund(key, review.orderId(), review.version(), reason);
        }
    },
    BLOCK {
        @Override
        boolean fits(RiskCase about, RiskServices services) {
            return services.decides() && about.block().isEmpty();
        }

        @Override
        void perform(RiskDesk desk, String key, RiskReview review, String reason) {
            desk.block(key, review.customer().userId(), reason);
        }
    },
    UNBLOCK {
        @Override
        boolean fits(RiskCase about, RiskServices services) {
            return services.decides() && about.block().isPresent();
        }

        @Override
        void perform(RiskDesk desk, String key, RiskReview review, String reason) {
            desk.unblock(key, review.customer().userId(), reason);
        }
    },
    COMMENT {
        @Override
        boolean fits(RiskCase about, RiskServices services) {
            return true;
        }

        @Override
        void perform(RiskDesk desk, String key, RiskReview review, String reason) {
            desk.comment(key, review.orderId(), reason);
        }
    };

    abstract boolean fits(RiskCase about, RiskServices services);

    abstract void perform(RiskDesk desk, String key, RiskReview review, String reason);

    /// As texts name it.
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
