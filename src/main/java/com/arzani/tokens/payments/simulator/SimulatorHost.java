package com.arzani.tokens.payments.simulator;

import com.arzani.tokens.database.AdvisoryLock;
import com.arzani.tokens.database.Database;
import com.arzani.tokens.problem.TokenProblem;
import com.arzani.tokens.problem.Unavailable;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sees to it that exactly one process of a database runs the simulator: the one that holds the lock. When it ends,
/// another
/// takes over, on the same port if it is free (ruling 29).
public final class SimulatorHost implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SimulatorHost.class);
    private static final String LOCK = "arzani:stripe-simulator";
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);
    private static final Duration END_WITHIN = Duration.ofSeconds(10);

    private final Database database;
    private final Clock clock;
    private final Thread watch;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile boolean closed;
    private AdvisoryLock lock;
    private StripeSimulator simulator;

    /// Takes the simulator over if nobody has it, and keeps looking. The database is used with a login of the service
    /// role.
    public static SimulatorHost start(Database database, Clock clock) {
        SimulatorHost host = new SimulatorHost(database, clock);
        host.look();
        host.watch.start();
        return host;
    }

    private SimulatorHost(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.watch = Thread.ofVirtual().name("stripe-simulator-watch").unstarted(this::watch);
    }

    /// Where the simulator is now, whichever process runs it.
    ///
    /// @throws Unavailable `simulator_away` before it was ever started
    public URI address() {
        return known().map(found -> URI.create("http://127.0.0.1:" + found.port()))
                .orElseThrow(SimulatorHost::away);
    }

    /// The one key it takes.
    public String secretKey() {
        return known().map(SimulatorAddress::secretKey).orElseThrow(SimulatorHost::away);
    }

    /// The simulator itself, if this process runs it; for customers and banks, who are no part of the HTTP API.
    public synchronized Optional<StripeSimulator> here() {
        return Optional.ofNullable(simulator);
    }

    private Optional<SimulatorAddress> known() {
        return SimulatorAddress.read(database);
    }

    private static Unavailable away() {
        return new Unavailable("simulator_away");
    }

    private void watch() {
        try {
            while (!closing.await(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
                look();
                passTime();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void look() {
        try {
            if (closed || lock != null && lock.held()) {
                return;
            }
            release();
            Optional<AdvisoryLock> taken = database.tryLock(LOCK);
            if (taken.isPresent()) {
                lock = taken.get();
                takeOver();
            }
        } catch (TokenProblem | IOException later) {
            // Looked at again in a moment; until then requests find the simulator away.
            LOG.debug("The Stripe simulator was not taken over", later);
            release();
        }
    }

    /// What is due happens by itself wherever the simulator runs.
    private void passTime() {
        try {
            here().ifPresent(StripeSimulator::passTime);
        } catch (TokenProblem later) {
            LOG.debug("What was due at the Stripe simulator waits for a moment", later);
        } catch (RuntimeException failure) {
            // The watch goes on: taking over must not end with one object that cannot be dealt with.
            LOG.warn("What was due at the Stripe simulator could not be done", failure);
        }
    }

    private void takeOver() throws IOException {
        SimulatorAddress before = known().orElseGet(() -> new SimulatorAddress(0, new Ids().next("sk_test_simulated")));
        simulator = startOn(before);
        new SimulatorAddress(simulator.port(), before.secretKey()).write(database);
        LOG.info("The Stripe simulator listens on port {}", simulator.port());
    }

    private StripeSimulator startOn(SimulatorAddress before) throws IOException {
        try {
            return StripeSimulator.start(database, clock, before.port(), before.secretKey());
        } catch (IOException portTaken) {
            return StripeSimulator.start(database, clock, 0, before.secretKey());
        }
    }

    private void release() {
        if (simulator != null) {
            simulator.close();
            simulator = null;
        }
        if (lock != null) {
            lock.close();
            lock = null;
        }
    }

    @Override
    public void close() {
        closed = true;
        closing.countDown();
        synchronized (this) {
            release();
        }
        try {
            // Not by an interrupt, which would break a connection of the pool in the middle of a statement.
            watch.join(END_WITHIN);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
