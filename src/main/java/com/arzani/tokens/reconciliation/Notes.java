package com.arzani.tokens.reconciliation;

import java.util.List;

/// Where a run writes down what differs: on findings, or beside them if it is a dry one.
interface Notes {
    /// A difference that was seen, and the finding it has.
    ///
    /// @param acted whether an earlier run has tried to put it right
    record Seen(long id, FindingStatus status, boolean acted, Difference difference) {}

    /// Notes differences of a run; harmless when done again.
    List<Seen> note(Run run, List<Difference> differences);

    /// Says why the system left a finding to people.
    void left(Run run, Seen seen, String reason);

    /// Says that the system is about to put it right: it counts, whatever becomes of it.
    void acting(Run run, Seen seen);

    /// Closes a finding whose cause is gone; people's own decisions stay.
    void close(Run run, long findingId, FindingStatus status);
}
