package com.arzani.tokens.payments.simulator;

import java.util.List;

/// One row of `simulator.objects`, to be copied as it stands.
///
/// @param parent may be null
/// @param label the payout of a balance transaction; may be null
/// @param due the second at which something happens to it by itself; 0 for none, which is copied as null
/// @param state jsonb as text: only what differs from the object's template
public record SimulatorRow(
        String id, String object, long created, String parent, String label, long due, String state) {
    /// The columns to copy into, in the order of this record; `seq` is given by the database in the order of copying,
    /// so
    /// older rows go first.
    public static final List<String> COLUMNS = List.of("id", "object", "created", "parent", "label", "due", "state");

    public SimulatorRow(String id, String object, long created, String parent, String state) {
        this(id, object, created, parent, null, 0, state);
    }

    SimulatorRow labelled(String other) {
        return new SimulatorRow(id, object, created, parent, other, due, state);
    }
}
