package com.arzani.tokens.payments.simulator;

import java.util.List;

/// One row of `simulator.objects`, to be copied as it stands.
///
/// @param parent may be null
/// @param state jsonb as text: only what differs from the object's template
public record SimulatorRow(String id, String object, long created, String parent, String state) {
    /// The columns to copy into, in the order of this record; `seq` is given by the database in the order of copying,
    /// so
    /// older rows go first.
    public static final List<String> COLUMNS = List.of("id", "object", "created", "parent", "state");
}
