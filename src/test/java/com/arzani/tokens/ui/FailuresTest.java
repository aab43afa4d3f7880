package com.arzani.tokens.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.problem.Conflict;
import com.arzani.tokens.problem.Rejected;
import com.arzani.tokens.problem.Unavailable;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class FailuresTest {
    private final Failures failures = new Failures(Texts.load());

    @Test
    void anExpectedProblemIsToldInItsOwnWordsWithoutACode() {
        Failure failure = failures.describe(new Rejected("wrong_password"));
        assertThat(failure.text()).isEqualTo("The login or the password is wrong.");
        assertThat(failure.code()).isEmpty();
        assertThat(failure.unexpected()).isFalse();
    }

    @Test
    void theKindsSayWhatToDoNext() {
        assertThat(failures.describe(new Conflict("edited_by_another")).kind()).isEqualTo(Failure.Kind.CONFLICT);
        assertThat(failures.describe(new CompletionException(new Unavailable("database_away")))
                        .kind())
                .isEqualTo(Failure.Kind.UNAVAILABLE);
    }

    @Test
    void aProblemWithoutATextNeverShowsItsKey() {
        assertThat(failures.describe(new Rejected("no_such_key_anywhere")).text())
                .isEqualTo("The request was refused. Nothing was changed.");
    }

    @Test
    void anUnexpectedFailureShowsACodeAndNothingOfItsMessage() {
        Failure failure = failures.describe(new IllegalStateException("password=hunter2 for ann@example.com"));
        assertThat(failure.unexpected()).isTrue();
        assertThat(failure.text()).contains(failure.code()).doesNotContain("hunter2");
        assertThat(failure.details())
                .contains("FailuresTest")
                .doesNotContain("hunter2")
                .doesNotContain("ann@");
        assertThat(failure.code()).matches("[0-9A-V]{4}-[0-9A-V]{4}");
    }

    @Test
    void theSamePlaceGivesTheSameFirstPart() {
        String one = ErrorCode.of(thrown("one"));
        String other = ErrorCode.of(new RuntimeException(thrown("other")));
        assertThat(one.substring(0, 4)).isEqualTo(other.substring(0, 4));
        assertThat(one).isNotEqualTo(other);
        assertThat(ErrorCode.of(thrown("one"))).startsWith(one.substring(0, 4));
    }

    private static Exception thrown(String message) {
        return new IllegalArgumentException(message);
    }
}
