package com.arzani.tokens.catalog;

/// What ending with a winner does to one package.
///
/// @param after what the package then offers; null where it leaves the list
public record ExperimentStep(Kind kind, long packageId, String name, Offer before, Offer after) {
    public enum Kind {
        /// A standard package gets the group's content as its next version.
        VERSION,
        /// A group's own package becomes a standard one.
        JOIN,
        /// Offered before and after.
        KEEP,
        /// A standard package that the winner's customers were not offered is taken off sale.
        LEAVE,
        /// A group's package that nobody needs any more is taken off sale.
        RETIRE
    }
}
