package com.arzani.tokens.payments.simulator;

import com.arzani.tokens.database.Database;
import java.util.List;
import java.util.Optional;

/// Where the simulator listens and which key it takes, kept where every process of this database can read it.
record SimulatorAddress(int port, String secretKey) {
    static Optional<SimulatorAddress> read(Database database) {
        List<Object[]> rows = database.read(
                session -> session.createNativeQuery("SELECT port, secret_key FROM simulator.address", Object[].class)
                        .getResultList());
        return rows.stream()
                .findFirst()
                .map(row -> new SimulatorAddress(((Number) row[0]).intValue(), (String) row[1]));
    }

    void write(Database database) {
        database.write(session -> session.createNativeMutationQuery(
                        "INSERT INTO simulator.address (port, secret_key) VALUES (:port, :key)"
                                + " ON CONFLICT (only_row) DO UPDATE SET port = :port, secret_key = :key")
                .setParameter("port", port)
                .setParameter("key", secretKey)
                .executeUpdate());
    }
}
