package com.arzani.tokens.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.arzani.tokens.problem.Unavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class KeyListTest {
    private final TestKit test = TestKit.direct();
    private final KeyList<Long, Long> list =
            new KeyList<>(test.kit().tasks().latest("rows"), test.kit().failures(), row -> row);
    private final List<Long> keys = new ArrayList<>();
    private long first = 1_000_000;
    private boolean away;

    /// Rows count down from `first` to 1, like entries from the newest.
    private Page<Long, Long> read(Long after, int rowsMax) {
        if (away) {
            throw new Unavailable("database_away");
        }
        keys.add(after);
        long from = after == null ? first : after - 1;
        List<Long> rows = LongStream.iterate(from, row -> row > 0 && row > from - rowsMax, row -> row - 1)
                .boxed()
                .toList();
        boolean end = rows.isEmpty() || rows.getLast() == 1;
        return Page.of(rows, end ? null : rows.getLast());
    }

    private void scrollTo(int row) {
        while (list.size() <= row && list.stateProperty().get() == KeyList.State.MORE) {
            list.get(list.size() - 1);
        }
    }

    @Test
    void readsPageAfterPageByKey() {
        list.load(this::read);
        assertThat(keys).containsExactly((Long) null);
        assertThat(list.size()).isEqualTo(50);
        list.get(0);
        assertThat(keys).containsExactly(null, 999_951L);
        assertThat(list.size()).isEqualTo(100);
        list.get(30);
        assertThat(keys).hasSize(2);
    }

    @Test
    void halfAMillionRowsDeepMemoryIsBoundedAndTheWayBackIsOneRead() {
        list.load(this::read);
        scrollTo(500_000);
        assertThat(list.get(500_000)).isEqualTo(first - 500_000);
        assertThat(list.loaded()).hasSizeLessThanOrEqualTo(PageMap.PAGES_KEPT * KeyList.PAGE_ROWS);
        keys.clear();
        assertThat(list.get(7)).isNull();
        assertThat(list.get(7)).isEqualTo(first - 7);
        assertThat(keys).containsExactly((Long) null);
        assertThat(list.get(250_010)).isNull();
        assertThat(list.get(250_010)).isEqualTo(first - 250_010);
    }

    @Test
    void refreshNearTheTopShowsNewRowsAndKeepsWhatWasRead() {
        list.load(this::read);
        scrollTo(120);
        first += 3;
        list.refresh(120);
        assertThat(list.loaded().getFirst()).isEqualTo(1_000_003L);
        assertThat(list.size()).isGreaterThan(120);
        assertThat(list.indexOf(999_900L)).isEqualTo(103);
    }

    @Test
    void refreshFarDownReadsWhatIsVisibleAlone() {
        list.load(this::read);
        scrollTo(5_000);
        keys.clear();
        list.refresh(4_010);
        assertThat(keys).containsExactly(first - 3_999);
        assertThat(list.get(4_010)).isEqualTo(first - 4_010);
    }

    @Test
    void aPageWhoseEndMovedCutsTheListThere() {
        list.load(this::read);
        scrollTo(5_000);
        first += 1;
        list.get(0);
        assertThat(list.get(0)).isEqualTo(1_000_001L);
        assertThat(list.size()).isLessThan(300);
        assertThat(list.get(49)).isEqualTo(999_952L);
        assertThat(list.get(50)).isEqualTo(999_951L);
    }

    @Test
    void aShortListSaysItsEnd() {
        first = 3;
        list.load(this::read);
        assertThat(list.loaded()).containsExactly(3L, 2L, 1L);
        assertThat(list.stateProperty().get()).isEqualTo(KeyList.State.END);
        list.more();
        assertThat(keys).hasSize(1);
    }

    @Test
    void anEmptyListIsAnEnd() {
        first = 0;
        list.load(this::read);
        assertThat(list.size()).isZero();
        assertThat(list.stateProperty().get()).isEqualTo(KeyList.State.END);
    }

    @Test
    void aFilterThatPausesSaysHowFarItLookedAndGoesOnWhenAsked() {
        list.load((after, rowsMax) ->
                after == null ? new Page<>(List.of(), 500L, "until 3 May 2025") : Page.of(List.of(499L), null));
        assertThat(list.stateProperty().get()).isEqualTo(KeyList.State.PAUSED);
        assertThat(list.lookedUntil()).isEqualTo("until 3 May 2025");
        list.more();
        assertThat(list.loaded()).containsExactly(499L);
        assertThat(list.stateProperty().get()).isEqualTo(KeyList.State.END);
    }

    @Test
    void rowsStayWhileTheDatabaseIsAwayAndReadingGoesOnByItself() {
        list.load(this::read);
        away = true;
        list.get(0);
        assertThat(list.stateProperty().get()).isEqualTo(KeyList.State.FAILED);
        assertThat(list.failureProperty().get().kind()).isEqualTo(Failure.Kind.UNAVAILABLE);
        assertThat(list.size()).isEqualTo(50);
        away = false;
        test.tasks().pass(Duration.ofSeconds(2));
        assertThat(list.size()).isEqualTo(100);
        assertThat(list.failureProperty().get()).isNull();
    }

    @Test
    void aChangedRowIsReplacedInPlace() {
        KeyList<String, Long> words =
                new KeyList<>(test.kit().tasks().latest("words"), test.kit().failures(), word -> word.charAt(0));
        words.load((after, rowsMax) -> Page.of(List.of("a1", "b1"), null));
        assertThat(words.replace("b2")).isTrue();
        assertThat(words.replace("z9")).isFalse();
        assertThat(words.loaded()).containsExactly("a1", "b2");
        assertThat(words.flashedProperty().get()).isEqualTo('b');
    }
}
