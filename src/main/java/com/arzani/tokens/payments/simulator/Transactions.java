package com.arzani.tokens.payments.simulator;

import com.arzani.tokens.database.Database;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.function.Function;

/// One transaction over the simulator's objects.
final class Transactions {
    private final Database database;
    private final ObjectMapper mapper;

    Transactions(Database database, ObjectMapper mapper) {
        this.database = database;
        this.mapper = mapper;
    }

    <T> T see(Function<StoredObjects, T> work) {
        return database.read(session -> work.apply(new StoredObjects(session, mapper, Cause.NONE)));
    }

    <T> T change(Function<StoredObjects, T> work) {
        return change(Cause.NONE, work);
    }

    <T> T change(Cause cause, Function<StoredObjects, T> work) {
        return database.write(session -> work.apply(new StoredObjects(session, mapper, cause)));
    }
}
