-- The simulator as a whole: what waits for its moment, what its lists can be filtered by, and webhook deliveries.
ALTER TABLE simulator.objects
    -- The payout of a balance transaction; `pending` or `delivered` of an event.
    ADD COLUMN label text,
    -- The second at which something happens to it by itself: a session expires, a refund or a delayed payment settles,
    -- evidence is overdue, a payout arrives.
    ADD COLUMN due bigint;

DROP INDEX simulator.objects_parent;
CREATE INDEX objects_parent ON simulator.objects (parent, object, created DESC, seq DESC) WHERE parent IS NOT NULL;
CREATE INDEX objects_label ON simulator.objects (label, object, created DESC, seq DESC) WHERE label IS NOT NULL;
CREATE INDEX objects_due ON simulator.objects (due, seq) WHERE due IS NOT NULL;
CREATE INDEX objects_unpaid ON simulator.objects (created, seq) WHERE object = 'balance_transaction' AND label IS NULL;
CREATE INDEX objects_session_status ON simulator.objects (coalesce(state->>'status', 'open'), created DESC, seq DESC)
    WHERE object = 'checkout.session';
CREATE INDEX objects_movement_type ON simulator.objects (coalesce(state->>'type', 'charge'), created DESC, seq DESC)
    WHERE object = 'balance_transaction';
CREATE INDEX objects_refund_charge ON simulator.objects ((state->>'charge'), created DESC, seq DESC)
    WHERE object = 'refund';
CREATE INDEX objects_dispute_charge ON simulator.objects ((state->>'charge'), created DESC, seq DESC)
    WHERE object = 'dispute';
CREATE INDEX idempotent_answers_age ON simulator.idempotent_answers (answered_at);

-- One row for each event, endpoint and posting of it; no foreign key, since an event is forgotten after thirty days.
CREATE TABLE simulator.deliveries (
    id          bigint  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id    text    NOT NULL,
    endpoint_id text    NOT NULL,
    -- waiting, held (until released), delivered, given_up, lost
    state       text    NOT NULL CHECK (state IN ('waiting', 'held', 'delivered', 'given_up', 'lost')),
    -- Milliseconds since 1970 at which it is tried next.
    due         bigint  NOT NULL,
    attempts    integer NOT NULL DEFAULT 0,
    -- What the last try met: an HTTP status, or 0 for no answer.
    last_status integer
);

CREATE INDEX deliveries_due ON simulator.deliveries (due, id) WHERE state = 'waiting';
CREATE INDEX deliveries_event ON simulator.deliveries (event_id);
CREATE INDEX deliveries_held ON simulator.deliveries (id) WHERE state = 'held';

GRANT SELECT, INSERT, UPDATE, DELETE ON simulator.deliveries TO tokens_service;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA simulator TO tokens_service;
