package com.arzani.tokens.ui;

import java.time.Clock;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The notices of this window, newest first, the last 50. Used on the FX thread.
public final class Notices {
    private static final int KEPT_MAX = 50;

    private final Clock clock;
    private final ObservableList<Notice> kept = FXCollections.observableArrayList();
    private final ObservableList<Notice> readOnly = FXCollections.unmodifiableObservableList(kept);
    private final ReadOnlyIntegerWrapper unread = new ReadOnlyIntegerWrapper();

    public Notices(Clock clock) {
        this.clock = clock;
    }

    public void tell(Severity severity, String text) {
        tell(severity, text, "", () -> {});
    }

    /// A notice with a way back, offered as long as the notice is kept.
    public Notice tell(Severity severity, String text, String actionText, Runnable action) {
        Notice told = new Notice(severity, text, clock.instant(), actionText, action);
        kept.addFirst(told);
        if (kept.size() > KEPT_MAX) {
            kept.removeLast();
        }
        unread.set(Math.min(unread.get() + 1, KEPT_MAX));
        return told;
    }

    /// The notice, if it is still kept, offers another way back from now on.
    public void offer(Notice notice, String actionText, Runnable action) {
        kept.replaceAll(other -> other == notice
                ? new Notice(notice.severity(), notice.text(), notice.at(), actionText, action)
                : other);
    }

    public void tell(Failure failure) {
        tell(failure.severity(), failure.text());
    }

    /// Takes a notice away, for example once its action was used.
    public void dismiss(Notice notice) {
        kept.removeIf(other -> other == notice);
    }

    public void markRead() {
        unread.set(0);
    }

    public ObservableList<Notice> all() {
        return readOnly;
    }

    public ReadOnlyIntegerProperty unreadProperty() {
        return unread.getReadOnlyProperty();
    }
}
