package com.arzani.tokens.payments.inbox;

import com.arzani.tokens.database.Database;
import com.arzani.tokens.problem.Rejected;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Takes deliveries in: the signature before anything, then the body's shape, then one row; the work comes later (T7).
/// Safe for many threads. Needs a login of the service role.
public final class EventIntake {
    /// More bytes than any event of Stripe's has.
    public static final int BYTES_MAX = 1 << 20;

    private final InboxDoors doors;
    private final WebhookSignature signature;
    private final EventReader reader = new EventReader();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    public EventIntake(Database database, WebhookSignature signature) {
        this.doors = new InboxDoors(database);
        this.signature = signature;
    }

    /// Keeps the event; only then may the delivery be answered with 2xx.
    ///
    /// @return whether it was here for the first time
    /// @throws Rejected `event_signature_wrong`, `event_malformed`: nothing was kept, and it need not come again
    /// @throws Unavailable the database is away: nothing is known to be kept, Stripe shall deliver it again (F15)
    public boolean receive(byte[] body, String signatureHeader) {
        if (body.length == 0 || body.length > BYTES_MAX) {
            throw new Rejected("event_malformed");
        }
        String text = EventReader.text(body);
        if (!signature.accepts(text, signatureHeader)) {
            throw new Rejected("event_signature_wrong");
        }
        EventReader.Read read = reader.read(text);
        boolean first = doors.receive(read.event(), body, read.hold());
        if (first) {
            new ArrayList<>(listeners).forEach(Runnable::run);
        }
        return first;
    }

    /// Called after each event that came for the first time; must not block.
    public void whenReceived(Runnable listener) {
        listeners.add(listener);
    }
}
