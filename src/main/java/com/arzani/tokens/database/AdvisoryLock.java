package com.arzani.tokens.database;

import java.util.Optional;
import org.hibernate.Session;

/// A named lock that one process holds on the server, for as long as its connection lives: a killed process loses it by
/// itself. It occupies one connection of the pool.
public final class AdvisoryLock implements AutoCloseable {
    private final Session session;
    private final String name;

    private AdvisoryLock(Session session, String name) {
        this.session = session;
        this.name = name;
    }

    static Optional<AdvisoryLock> take(Session session, String name) {
        boolean taken = false;
        try {
            taken = session.createNativeQuery("SELECT pg_try_advisory_lock(hashtextextended(:name, 0))", Boolean.class)
                    .setParameter("name", name)
                    .getSingleResult();
            return taken ? Optional.of(new AdvisoryLock(session, name)) : Optional.empty();
        } finally {
            if (!taken) {
                session.close();
            }
        }
    }

    /// Whether the lock is still ours; once lost it never comes back.
    public synchronized boolean held() {
        try {
            return session.isOpen()
                    && session.createNativeQuery("SELECT 1", Integer.class).getSingleResult() == 1;
        } catch (RuntimeException connectionLost) {
            return false;
        }
    }

    @Override
    public synchronized void close() {
        if (!session.isOpen()) {
            return;
        }
        try {
            session.createNativeQuery("SELECT pg_advisory_unlock(hashtextextended(:name, 0))", Boolean.class)
                    .setParameter("name", name)
                    .getSingleResult();
        } catch (RuntimeException connectionLost) {
            // The server has let go of it by itself.
        } finally {
            session.close();
        }
    }
}
