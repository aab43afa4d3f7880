package com.arzani.tokens.screens.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.ledger.BalanceExplanation;
import com.arzani.tokens.ledger.BalanceExplanation.End;
import com.arzani.tokens.ledger.BalanceExplanation.Open;
import com.arzani.tokens.ledger.BalanceExplanation.State;
import com.arzani.tokens.ledger.Flow;
import com.arzani.tokens.ledger.Flow.Sort;
import com.arzani.tokens.ledger.Moment;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.ui.TestKit;
import com.arzani.tokens.ui.Texts;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class CustomerLetterTest {
    private static final Instant BOUGHT = Instant.parse("2026-11-03T10:00:00Z");
    private static final Instant LATER = Instant.parse("2026-11-20T10:00:00Z");

    private final CustomerLetter letter = new CustomerLetter(Texts.load());

    private static Flow flow(Sort sort, String action, long entries, long tokens) {
        return new Flow(sort, action, entries, new Tokens(tokens), BOUGHT, entries > 1 ? LATER : BOUGHT);
    }

    private static BalanceExplanation of(Moment moment, long balance, long owed, List<Flow> flows, End... ends) {
        return new BalanceExplanation(
                7,
                "Ann",
                moment,
                new State(flows.size(), LATER, new Tokens(balance), new Tokens(owed)),
                flows,
                new Open(List.of(), 1, new Tokens(balance), List.of(ends)));
    }

    private static End end(String day, long tokens) {
        LocalDate date = LocalDate.parse(day);
        return new End(date, date.atStartOfDay(ZoneOffset.UTC).plusHours(9).toInstant(), new Tokens(tokens));
    }

    private String tell(BalanceExplanation shown) {
        return letter.tell(shown, TestKit.NOW);
    }

    @Test
    void whoNeverHadATokenIsToldSo() {
        assertThat(tell(of(Moment.NOW, 0, 0, List.of()))).isEqualTo("You have not had any tokens yet.");
        assertThat(tell(of(Moment.at(BOUGHT), 0, 0, List.of())))
                .isEqualTo("On 3 November 2026 at 10:00 UTC you had not had any tokens yet.");
    }

    @Test
    void aPurchaseItsSpendsAndWhatEndsAreOneParagraph() {
        String told = tell(of(
                Moment.NOW,
                38,
                0,
                List.of(
                        flow(Sort.BOUGHT, null, 1, 50),
                        flow(Sort.SPENT, "contact_seller", 5, -10),
                        flow(Sort.SPENT, "boost_listing", 1, -2)),
                end("2026-12-24", 5)));
        assertThat(told)
                .isEqualTo("On 3 November 2026 you bought 50 tokens."
                        + " Between 3 November 2026 and 20 November 2026 you spent 12 tokens: 10 on contacting sellers"
                        + " and 2 on boosting listings. 38 tokens are left."
                        + " 5 of them end on 24 December 2026; the others do not end.");
    }

    @Test
    void singularAndThousandsAreWrittenAsPeopleWriteThem() {
        String told = tell(of(
                Moment.NOW,
                1,
                0,
                List.of(
                        flow(Sort.BOUGHT, null, 3, 1_200),
                        flow(Sort.BONUS, null, 1, 1),
                        flow(Sort.SPENT, "something_new", 1, -1_200)),
                end("2026-12-24", 1)));
        assertThat(told)
                .isEqualTo("Between 3 November 2026 and 20 November 2026 you bought 1,200 tokens in 3 purchases."
                        + " On 3 November 2026 you got 1 token free on top."
                        + " That day you spent 1,200 tokens on other services. 1 token is left."
                        + " It ends on 24 December 2026.");
    }

    @Test
    void aDebtAndWhatIsOverAreSaid() {
        assertThat(tell(of(
                        Moment.NOW,
                        0,
                        3,
                        List.of(
                                flow(Sort.BOUGHT, null, 1, 50),
                                flow(Sort.SPENT, "contact_seller", 1, -3),
                                flow(Sort.REFUNDED, null, 1, -50)))))
                .endsWith("we took back 50 tokens because your payment was refunded. None are left."
                        + " You still owe 3 tokens; the next tokens you get pay for that first.");
        assertThat(tell(of(Moment.NOW, 9, 0, List.of(flow(Sort.GRANTED, null, 1, 9)), end("2026-11-21", 4))))
                .endsWith("9 tokens are left. 4 of them have passed their end date and can no longer be used.");
    }

    @Test
    void thePastIsToldInThePast() {
        assertThat(tell(of(Moment.at(LATER), 9, 0, List.of(flow(Sort.GRANTED, null, 1, 9)))))
                .isEqualTo(
                        "On 3 November 2026 we gave you 9 tokens. On 20 November 2026 at 10:00 UTC 9 tokens were left.");
    }

    @Test
    void noWordOfBookkeepingReachesTheCustomer() {
        List<Flow> all = java.util.Arrays.stream(Sort.values())
                .map(sort -> flow(sort, sort == Sort.SPENT ? "contact_seller" : null, 2, 4))
                .toList();
        assertThat(tell(of(Moment.NOW, 9, 0, all)).toLowerCase(java.util.Locale.ROOT))
                .doesNotContain("lot", "ledger", "entry", "reversal", "consumption", "wallet", "{", "adjust");
    }
}
