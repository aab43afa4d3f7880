package com.arzani.tokens.ui;

import com.arzani.tokens.problem.Unavailable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The rows of a table that is read by key, page after page, as they are looked at. The list grows at its end only, so
/// no row ever moves under the reader; pages far from the reader leave memory and come back by their key. A row that is
/// not in memory is null for the moment its page takes.
///
/// Reading near the end, or on a page not in memory, asks for that page: use [#loaded] to look without asking.
/// Lives in a view-model; FX thread only.
public final class KeyList<R, K> extends IdentifiedRows<R> {
    public static final int PAGE_ROWS = 50;

    /// Up to this page a refresh reads from the top again; deeper, it reads what is visible by its own keys.
    private static final int PAGES_REFRESHED = 10;

    private static final int ROWS_AHEAD = 60;

    private final Channel channel;
    private final Failures failures;
    private final PageMap<R, K> pages = new PageMap<>();
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(State.NEW);
    private final ReadOnlyObjectWrapper<Failure> failure = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Integer> resets = new ReadOnlyObjectWrapper<>(0);
    private Page.Loader<R, K> loader;
    private K next;
    private String lookedUntil = "";
    private int wanted = -1;
    private boolean replacing;

    /// @param channel  a channel of its own, from [TaskRunner#latest]
    /// @param identity what makes two readings of one row the same row, for selection and flashes
    public KeyList(Channel channel, Failures failures, Function<R, ?> identity) {
        super(identity);
        this.channel = channel;
        this.failures = failures;
    }

    /// Where reading stands.
    public enum State {
        /// Nothing was asked yet.
        NEW,
        LOADING,
        /// More rows follow.
        MORE,
        /// A filter stopped to ask whether to look further.
        PAUSED,
        END,
        FAILED
    }

    /// Shows another list from its top, such as one with other filters. The old rows stay until the new ones are there.
    public void load(Page.Loader<R, K> newLoader) {
        loader = newLoader;
        restart(1);
    }

    /// From the top again, where the newest rows are.
    public void restart() {
        restart(1);
    }

    /// Reads again what is shown.
    ///
    /// @param visible the last row that is visible or selected
    public void refresh(int visible) {
        int page = pages.pages() == 0 ? 0 : pages.pageOf(Math.clamp(visible, 0, Math.max(0, size() - 1)));
        if (page < PAGES_REFRESHED) {
            restart(page + 1);
        } else {
            pages.forgetRows();
            want(page);
        }
    }

    private void restart(int count) {
        Page.Loader<R, K> source = Objects.requireNonNull(loader, "load first");
        wanted = -1;
        state.set(State.LOADING);
        channel.runUntilAvailable(() -> readFromTop(source, count), this::reset, this::fail);
    }

    private static <R, K> List<Page<R, K>> readFromTop(Page.Loader<R, K> source, int count) throws Exception {
        List<Page<R, K>> read = new ArrayList<>();
        K after = null;
        do {
            Page<R, K> page = source.load(after, PAGE_ROWS);
            read.add(page);
            after = page.next();
        } while (after != null && read.size() < count);
        return read;
    }

    private void reset(List<Page<R, K>> read) {
        replacing = true;
        beginChange();
        int before = pages.size();
        pages.cut(0);
        if (before > 0) {
            // The list no longer holds most of the old rows, and nobody needs them.
            nextRemove(0, Collections.nCopies(before, null));
        }
        K after = null;
        for (Page<R, K> page : read) {
            pages.append(after, page.rows());
            after = page.next();
        }
        if (pages.size() > 0) {
            nextAdd(0, pages.size());
        }
        settle(read.getLast());
        endChange();
        replaced();
    }

    private void replaced() {
        replacing = false;
        resets.set(resets.get() + 1);
    }

    /// Goes on where the list, or a filter that paused, stopped.
    public void more() {
        if (!channel.isBusy() && next != null) {
            K after = next;
            Page.Loader<R, K> source = loader;
            state.set(State.LOADING);
            channel.runUntilAvailable(() -> source.load(after, PAGE_ROWS), this::append, this::fail);
        }
    }

    /// After a failure: the same page again.
    public void retry() {
        if (pages.pages() == 0) {
            restart(1);
        } else if (wanted >= 0) {
            want(wanted);
        } else {
            more();
        }
    }

    private void append(Page<R, K> page) {
        beginChange();
        int before = pages.size();
        pages.append(next, page.rows());
        if (pages.size() > before) {
            nextAdd(before, pages.size());
        }
        settle(page);
        endChange();
        workOffWanted();
    }

    private void want(int page) {
        wanted = page;
        if (channel.isBusy()) {
            return;
        }
        K after = pages.key(page);
        Page.Loader<R, K> source = loader;
        channel.runUntilAvailable(() -> source.load(after, PAGE_ROWS), read -> putBack(page, read), this::fail);
    }

    private void putBack(int page, Page<R, K> read) {
        wanted = wanted == page ? -1 : wanted;
        boolean last = page == pages.pages() - 1;
        K knownNext = last ? next : pages.key(page + 1);
        int start = pages.start(page);
        int end = pages.end(page);
        boolean same = read.rows().size() == end - start && Objects.equals(read.next(), knownNext);
        replacing = !same;
        beginChange();
        if (same) {
            pages.put(page, read.rows());
            update(start, end);
        } else {
            // Rows came or went since: what follows is read anew from here.
            int before = pages.size();
            K key = pages.key(page);
            pages.cut(page);
            nextRemove(start, Collections.nCopies(before - start, null));
            pages.append(key, read.rows());
            if (pages.size() > start) {
                nextAdd(start, pages.size());
            }
            settle(read);
        }
        endChange();
        if (!same) {
            replaced();
        }
        workOffWanted();
    }

    private void workOffWanted() {
        int page = wanted;
        if (page >= 0 && page < pages.pages() && !pages.holds(page)) {
            want(page);
        } else {
            wanted = -1;
        }
    }

    private void settle(Page<R, K> last) {
        next = last.next();
        lookedUntil = last.lookedUntil();
        failure.set(null);
        if (next == null) {
            state.set(State.END);
        } else {
            state.set(lookedUntil.isEmpty() ? State.MORE : State.PAUSED);
        }
    }

    private void fail(Throwable thrown) {
        boolean again = thrown instanceof Unavailable && failure.get() != null;
        if (!again) {
            failure.set(failures.describe(thrown));
        }
        state.set(State.FAILED);
    }

    private void update(int from, int to) {
        for (int i = from; i < to; i++) {
            nextUpdate(i);
        }
    }

    @Override
    public R get(int index) {
        Objects.checkIndex(index, size());
        R row = pages.row(index);
        if (row == null && wanted != pages.pageOf(index) && state.get() != State.FAILED) {
            want(pages.pageOf(index));
        } else if (index >= size() - ROWS_AHEAD && state.get() == State.MORE) {
            more();
        }
        return row;
    }

    @Override
    public int size() {
        return pages.size();
    }

    /// Shows a row as it now is and flashes it; false if it is not in memory.
    public boolean replace(R row) {
        int index = indexOf(row);
        if (index < 0) {
            return false;
        }
        beginChange();
        pages.replace(index, row);
        nextUpdate(index);
        endChange();
        flash(identity(row));
        return true;
    }

    @Override
    Map<Integer, R> inMemory() {
        return pages.inMemory();
    }

    /// How far a paused filter looked; empty otherwise.
    public String lookedUntil() {
        return lookedUntil;
    }

    public Channel channel() {
        return channel;
    }

    public ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /// Why reading failed; null when it did not.
    public ReadOnlyObjectProperty<Failure> failureProperty() {
        return failure.getReadOnlyProperty();
    }

    /// Whether rows are taking other places at this moment: a selection by place means nothing until [#resetsProperty]
    /// changes.
    boolean isReplacing() {
        return replacing;
    }

    ReadOnlyObjectProperty<Integer> resetsProperty() {
        return resets.getReadOnlyProperty();
    }
}
