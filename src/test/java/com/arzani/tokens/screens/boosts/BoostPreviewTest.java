package com.arzani.tokens.screens.boosts;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.market.BoostPrices;
import com.arzani.tokens.market.BoostedListing;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.ui.TestKit;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BoostPreviewTest {
    private static final Instant UNTIL = Instant.parse("2026-11-28T12:00:00Z");
    private static final BoostPrices PRICES = new BoostPrices(Map.of(1, new Tokens(5)), 7);

    private static BoostedListing listing(long balance, long owed) {
        return new BoostedListing(
                1, "Bakery", 2, "Sam", 1, true, UNTIL, new Tokens(5), new Tokens(balance), new Tokens(owed), 3L);
    }

    @Test
    void aPriceAboveTheBalanceIsSeen() {
        assertThat(BoostPreview.extension(listing(4, 0), PRICES, 7, true).lacksTokens())
                .isTrue();
        assertThat(BoostPreview.extension(listing(4, 0), PRICES, 7, false).lacksTokens())
                .isFalse();
        assertThat(BoostPreview.extension(listing(5, 0), PRICES, 7, true))
                .returns(Tokens.ZERO, BoostPreview::balanceAfter)
                .returns(Instant.parse("2026-12-05T12:00:00Z"), BoostPreview::untilAfter);
    }

    @Test
    void whatGoesBackPaysADebtFirst() {
        BoostPreview partly = BoostPreview.end(listing(0, 3), new Tokens(4));
        assertThat(partly.balanceAfter()).isEqualTo(new Tokens(1));
        assertThat(BoostPreview.end(listing(0, 9), new Tokens(4)).balanceAfter())
                .isEqualTo(Tokens.ZERO);
        assertThat(BoostPreview.end(listing(2, 0), new Tokens(4)).balanceAfter())
                .isEqualTo(new Tokens(6));
        assertThat(BoostWords.balance(partly, TestKit.direct().kit()))
                .isEqualTo("Seller balance: 0 → 1 (+4, of which 3 pay what the seller owes)");
    }
}
