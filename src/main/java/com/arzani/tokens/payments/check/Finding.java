package com.arzani.tokens.payments.check;

import java.util.List;

/// What was looked at, and how it stands.
///
/// @param detail key of a sentence below `stripecheck.`, with its arguments
public record Finding(Topic topic, Verdict verdict, String detail, List<Object> arguments) {
    public Finding {
        arguments = List.copyOf(arguments);
    }

    /// What is looked at, in this order.
    public enum Topic {
        KEY,
        CURRENCY,
        CLOCK,
        RIGHT,
        SECRET,
        ENDPOINT,
        EVENTS,
        DELIVERIES,
        PACKAGES
    }

    /// How it stands.
    public enum Verdict {
        OK,
        /// Worth a person's look; nothing fails for it.
        NOTE,
        /// Without it something will not work.
        MISSING
    }
}
