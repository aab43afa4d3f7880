package com.arzani.tokens.payments.simulator;

/// One request while it is being answered: its parameters, the id in its path (or null), and the objects of its
/// transaction.
record Call(Params params, String id, StoredObjects objects) {}
