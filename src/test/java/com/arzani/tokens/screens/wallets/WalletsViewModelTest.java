package com.arzani.tokens.screens.wallets;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.database.ConnectionProfile;
import com.arzani.tokens.database.Database;
import com.arzani.tokens.database.DatabaseOptions;
import com.arzani.tokens.database.OperatorRole;
import com.arzani.tokens.database.testing.PostgresTest;
import com.arzani.tokens.database.testing.TestDatabase;
import com.arzani.tokens.ledger.Ledger;
import com.arzani.tokens.ledger.LedgerEntry;
import com.arzani.tokens.ledger.LedgerExplanation;
import com.arzani.tokens.ledger.LedgerFixture;
import com.arzani.tokens.ledger.LedgerService;
import com.arzani.tokens.ledger.PostingPreview;
import com.arzani.tokens.ledger.ReasonCode;
import com.arzani.tokens.ledger.WalletDirectory;
import com.arzani.tokens.money.Tokens;
import com.arzani.tokens.screens.Places;
import com.arzani.tokens.screens.wallets.AdjustmentViewModel.Mode;
import com.arzani.tokens.ui.KeyedWrite;
import com.arzani.tokens.ui.Target;
import com.arzani.tokens.ui.TestKit;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@PostgresTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WalletsViewModelTest {
    private final TestDatabase database;
    private final LedgerFixture ledger;
    private final TestKit test = TestKit.direct();

    WalletsViewModelTest(TestDatabase database) {
        this.database = database;
        this.ledger = new LedgerFixture(database);
    }

    private WalletsViewModel model(Database opened) {
        return new WalletsViewModel(
                test.kit(),
                new WalletServices(
                        new LedgerService(opened),
                        new LedgerExplanation(opened),
                        new WalletDirectory(opened),
                        opened.operator().role(),
                        LedgerFixture::key,
                        new SecondPerson(
                                new com.arzani.tokens.approval.Approvals(opened),
                                new com.arzani.tokens.approval.Limits(opened),
                                opened.operator().login())));
    }

    private WalletsViewModel opened(long user) {
        WalletsViewModel model = model(ledger.supportDatabase);
        model.activate();
        model.open(Places.wallet(user));
        return model;
    }

    private static void fill(WalletsViewModel model, Mode mode, String amount) {
        model.form.mode.set(mode);
        model.form.amount.set(amount);
        model.form.reason.set(reason(model, "correction"));
        model.form.note.set("Asked for by telephone.");
    }

    private static ReasonCode reason(WalletsViewModel model, String code) {
        return model.form.reasons.stream()
                .filter(reason -> reason.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    private long balance(long user) {
        return ledger.support.wallet(user).orElseThrow().balance().count();
    }

    private String lastNotice() {
        return test.kit().notices().all().getFirst().text();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            0                      | at least 1 token
            -5                     | digits 0 to 9
            1e3                    | digits 0 to 9
            １２                    | digits 0 to 9
            1,000                  | digits 0 to 9
            5.0                    | digits 0 to 9
            9223372036854775808    | more than a wallet
            1000000000001          | more than a wallet
            """, delimiter = '|')
    void h6WhatIsNoAmountIsSaidInASentenceAndCannotBePosted(String amount, String said) {
        WalletsViewModel model = opened(ledger.userWith(4));
        fill(model, Mode.GRANT, amount);
        assertThat(model.form.amountProblem.get()).contains(said);
        assertThat(model.form.canPost.get()).isFalse();
        assertThat(model.form.preview.get()).isNull();
    }

    @Test
    void h15ABlankNoteAndOneOfTenThousandCharactersAreRefusedWithTheLimit() {
        WalletsViewModel model = opened(ledger.userWith(4));
        fill(model, Mode.GRANT, "5");
        model.form.note.set("  \n ");
        assertThat(model.form.noteProblem.get()).contains("why");
        assertThat(model.form.canPost.get()).isFalse();
        model.form.note.set("x".repeat(10_000));
        assertThat(model.form.noteProblem.get()).contains("10,000").contains("2,000");
        assertThat(model.form.canPost.get()).isFalse();
        model.form.note.set("x".repeat(2_000));
        assertThat(model.form.noteProblem.get()).isEmpty();
        assertThat(model.form.canPost.get()).isTrue();
        model.form.note.set("half \uD800 a pair");
        assertThat(model.form.canPost.get()).isFalse();
    }

    @Test
    void moreThanTheBalanceCannotBeTaken() {
        WalletsViewModel model = opened(ledger.userWith(4));
        fill(model, Mode.TAKE, "7");
        assertThat(model.form.amountProblem.get()).isEqualTo("The wallet lacks 3 of these tokens.");
        assertThat(model.form.canPost.get()).isFalse();
    }

    @Test
    void aReasonMustBeChosenAndFitsWhatIsDone() {
        WalletsViewModel model = opened(ledger.userWith(4));
        fill(model, Mode.GRANT, "5");
        model.form.reason.set(reason(model, "goodwill"));
        assertThat(model.form.canPost.get()).isTrue();
        model.form.mode.set(Mode.TAKE);
        assertThat(model.form.reason.get()).isNull();
        assertThat(model.form.canPost.get()).isFalse();
        assertThat(model.form.reasons)
                .extracting(ReasonCode::code)
                .contains("fraud")
                .doesNotContain("goodwill");
    }

    @Test
    void aRoleWithoutTheRightIsRefusedByTheDatabase() {
        long user = ledger.userWith(4);
        Database finance = database.openAs(OperatorRole.FINANCE, Ledger.ENTITIES.toArray(Class<?>[]::new));
        WalletsViewModel model = model(finance);
        model.activate();
        model.open(Places.wallet(user));
        fill(model, Mode.GRANT, "5");
        database.sql().execute("REVOKE EXECUTE ON FUNCTION adjust_tokens FROM tokens_finance");
        try {
            model.form.post();
        } finally {
            database.sql().execute("GRANT EXECUTE ON FUNCTION adjust_tokens TO tokens_finance");
        }
        assertThat(model.form.write.failureProperty().get().text()).isEqualTo("Your role does not allow this.");
        assertThat(model.form.amount.get()).isEqualTo("5");
        assertThat(balance(user)).isEqualTo(4);
    }

    @Test
    void aGrantChangesBalanceRowAndLotsAndOffersItsReversal() {
        long user = ledger.userWith(12);
        WalletsViewModel model = opened(user);
        assertThat(model.rows.loaded()).extracting(WalletRow::userId).contains(user);
        fill(model, Mode.GRANT, "5");
        PostingPreview preview = model.form.preview.get();
        assertThat(preview.before().balance()).isEqualTo(new Tokens(12));
        assertThat(preview.after().balance()).isEqualTo(new Tokens(17));
        assertThat(model.form.verb()).isEqualTo("Grant 5 tokens");

        model.form.post();

        assertThat(balance(user)).isEqualTo(17);
        assertThat(lastNotice()).startsWith("Granted 5 tokens to Ann Example").contains("Balance 12 → 17");
        assertThat(model.form.amount.get()).isEmpty();
        assertThat(model.detail.sum()).contains("17 tokens together = balance 17");
        assertThat(model.rows.loaded().stream()
                        .filter(row -> row.userId() == user)
                        .findFirst()
                        .orElseThrow()
                        .balance())
                .isEqualTo(new Tokens(17));

        assertThat(test.kit().notices().all().getFirst().actionText()).isEqualTo("Undo");
        test.tasks().pass(Undo.OFFERED);
        assertThat(test.kit().notices().all().getFirst().actionText()).isEqualTo("Reverse");
        test.navigator().open(Target.of("wallets"));
        test.kit().notices().all().getFirst().action().run();
        Target asked = test.navigator().currentProperty().get();
        model.open(asked);
        assertThat(model.form.mode.get()).isEqualTo(Mode.REVERSE);
        model.form.reason.set(reason(model, "correction"));
        model.form.note.set("Granted to the wrong customer.");
        model.form.post();

        assertThat(balance(user)).isEqualTo(12);
        assertThat(model.detail.entries.get(0).link()).startsWith("reverses");
        assertThat(model.detail.entries.get(1).link()).startsWith("reversed by");
        assertThat(model.form.canReverse(model.detail.entries.get(1))).isFalse();
    }

    @Test
    void aSlipIsUndoneByOnePressOnce() {
        long user = ledger.userWith(12);
        WalletsViewModel model = opened(user);
        fill(model, Mode.TAKE, "5");
        model.form.post();
        assertThat(balance(user)).isEqualTo(7);
        var undo = test.kit().notices().all().getFirst();

        undo.action().run();
        undo.action().run();

        assertThat(balance(user)).isEqualTo(12);
        assertThat(model.detail.entries).hasSize(3);
        assertThat(model.detail.entries.get(0).link()).startsWith("reverses");
        assertThat(model.detail.entries.get(1).link()).startsWith("reversed by");
        assertThat(lastNotice()).startsWith("Reversed entry");
    }

    @Test
    void whatPassesALimitIsSentForApprovalAndPostsNothing() {
        com.arzani.tokens.approval.ApprovalFixture fixture = new com.arzani.tokens.approval.ApprovalFixture(database);
        try {
            long user = fixture.customerWith(500);
            WalletsViewModel model = opened(user);
            fill(model, Mode.GRANT, "50");
            assertThat(model.form.limitHit.get()).isNull();
            assertThat(model.form.verb()).isEqualTo("Grant 50 tokens");
            fill(model, Mode.GRANT, "51");
            assertThat(model.form.verb()).isEqualTo("Send 51 tokens for approval");
            assertThat(model.form.over.words(model.form.limitHit.get()))
                    .startsWith("More than your limit of 50 tokens");

            model.form.post();

            assertThat(balance(user)).isEqualTo(500);
            assertThat(lastNotice()).startsWith("Sent for approval");
            assertThat(model.form.amount.get()).isEmpty();
            assertThat(database.sql().number("SELECT count(*) FROM approval_requests WHERE user_id = ?", (int) user))
                    .isOne();
            test.kit().notices().all().getFirst().action().run();
            assertThat(test.navigator().currentProperty().get().screen()).isEqualTo("approvals");
        } finally {
            fixture.limits("SUPPORT", 1_000_000, 1_000_000_000, 1_000_000);
        }
    }

    /// The limits were read before somebody else used them up: the database refuses, the form then offers the request.
    @Test
    void aLimitUsedUpMeanwhileIsSaidAndTheNextPressAsks() {
        com.arzani.tokens.approval.ApprovalFixture fixture = new com.arzani.tokens.approval.ApprovalFixture(database);
        try {
            long user = fixture.customerWith(500);
            WalletsViewModel model = opened(user);
            fill(model, Mode.REVERSE, "");
            fill(model, Mode.GRANT, "40");
            fixture.limit("LIMIT_SUPPORT_SINGLE", 30);

            model.form.post();

            assertThat(model.form.failure.get().text()).contains("limit of 30");
            assertThat(model.form.verb()).isEqualTo("Send 40 tokens for approval");
            assertThat(model.form.note.get()).isEqualTo("Asked for by telephone.");
            model.form.post();
            assertThat(model.form.failure.get()).isNull();
            assertThat(lastNotice()).startsWith("Sent for approval");
            assertThat(balance(user)).isEqualTo(500);
        } finally {
            fixture.limits("SUPPORT", 1_000_000, 1_000_000_000, 1_000_000);
        }
    }

    @Test
    void anEntryIsReversedOnceOnly() {
        long user = ledger.userWith(4);
        WalletsViewModel model = opened(user);
        LedgerEntry grant = model.detail.entries.getFirst().entry();
        ledger.support.reverse(
                new com.arzani.tokens.ledger.Reversal(LedgerFixture.key(), grant.id(), null, LedgerFixture.reason()));
        model.form.reverse(grant);
        model.form.reason.set(reason(model, "correction"));
        model.form.note.set("Again.");
        model.form.post();
        assertThat(model.form.write.failureProperty().get().text()).contains("reversed before");
        assertThat(balance(user)).isZero();
    }

    @Test
    void f4AWalletThatMovedIsShownAnewAndNeedsAnotherPress() {
        long user = ledger.userWith(12);
        WalletsViewModel model = opened(user);
        fill(model, Mode.TAKE, "3");
        ledger.service.post(LedgerFixture.spend(user, 4));

        model.form.post();

        assertThat(balance(user)).isEqualTo(8);
        assertThat(model.form.write.failureProperty().get().text()).contains("its balance is now 8");
        assertThat(model.detail.statementProperty().get().balance()).isEqualTo(new Tokens(8));
        assertThat(model.form.amount.get()).isEqualTo("3");
        assertThat(model.form.note.get()).isEqualTo("Asked for by telephone.");
        assertThat(model.form.preview.get().after().balance()).isEqualTo(new Tokens(5));

        model.form.post();
        assertThat(balance(user)).isEqualTo(5);
        assertThat(lastNotice()).contains("Balance 8 → 5");
    }

    @Test
    void whatWasTypedForOneWalletIsKeptWhileAnotherIsLookedAt() {
        long first = ledger.userWith(1);
        long second = ledger.userWith(1);
        WalletsViewModel model = opened(first);
        fill(model, Mode.TAKE, "1");
        model.open(Places.wallet(second));
        assertThat(model.form.note.get()).isEmpty();
        model.open(Places.wallet(first));
        assertThat(model.form.note.get()).isEqualTo("Asked for by telephone.");
        assertThat(model.form.mode.get()).isEqualTo(Mode.TAKE);
    }

    @Test
    void f2AnAnswerLostAfterTheCommitIsFoundByItsKey() throws IOException {
        long user = ledger.userWith(12);
        try (CuttingProxy proxy = new CuttingProxy(database.profile().port());
                Database through = through(proxy)) {
            WalletsViewModel model = model(through);
            model.activate();
            model.open(Places.wallet(user));
            fill(model, Mode.GRANT, "5");
            proxy.loseAnswerOf("adjust_tokens");

            model.form.post();

            assertThat(model.form.write.stateProperty().get()).isEqualTo(KeyedWrite.State.UNKNOWN);
            assertThat(model.form.write.failureProperty().get().text()).contains("not known yet");
            assertThat(model.form.amount.get()).isEqualTo("5");
            assertThat(model.form.canPost.get()).isFalse();
            model.form.post();
            assertThat(balance(user)).isEqualTo(17);

            proxy.restore();
            test.tasks().pass(Duration.ofSeconds(5));

            assertThat(model.form.write.isReady()).isTrue();
            assertThat(model.form.write.failureProperty().get()).isNull();
            assertThat(lastNotice()).contains("Balance 12 → 17");
            assertThat(model.detail.statementProperty().get().balance()).isEqualTo(new Tokens(17));
            assertThat(balance(user)).isEqualTo(17);
        }
    }

    private Database through(CuttingProxy proxy) {
        ConnectionProfile direct = database.profile();
        ConnectionProfile cut = new ConnectionProfile(
                direct.name(), direct.host(), proxy.port(), direct.database(), direct.rootCertificate());
        return Database.open(
                cut,
                database.login(OperatorRole.SUPPORT),
                DatabaseOptions.console(Clock.systemUTC(), () -> false).withEntities(Ledger.ENTITIES));
    }
}
