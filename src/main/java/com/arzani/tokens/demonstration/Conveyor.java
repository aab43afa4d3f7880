package com.arzani.tokens.demonstration;

import com.arzani.tokens.problem.Unavailable;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;

/// Carries chunks from the thread that makes them to the one that owns the connection; holds two at most.
final class Conveyor {
    private static final int WAITING_MOST = 2;

    private final BlockingQueue<Chunk> waiting = new ArrayBlockingQueue<>(WAITING_MOST);
    private final Chunk last = new Chunk();
    private Throwable failure;

    private Conveyor() {}

    /// Runs the maker beside the taker, which stays in the caller's thread; ends when both have.
    ///
    /// @throws Unavailable `cancelled` when the caller's thread is interrupted
    static void run(Consumer<Consumer<Chunk>> maker, Consumer<Chunk> taker) {
        Conveyor belt = new Conveyor();
        Thread making = Thread.ofPlatform().daemon().name("demonstration-maker").start(() -> belt.make(maker));
        try {
            for (Chunk chunk = belt.waiting.take(); chunk != belt.last; chunk = belt.waiting.take()) {
                taker.accept(chunk);
            }
            making.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Unavailable(stopped, "cancelled");
        } finally {
            making.interrupt();
        }
        if (belt.failure != null) {
            throw new IllegalStateException("Demonstration data could not be made", belt.failure);
        }
    }

    private void make(Consumer<Consumer<Chunk>> maker) {
        try {
            maker.accept(this::put);
        } catch (Throwable thrown) {
            failure = thrown;
        }
        if (!Thread.currentThread().isInterrupted()) {
            put(last);
        }
    }

    private void put(Chunk chunk) {
        try {
            waiting.put(chunk);
        } catch (InterruptedException nobodyTakes) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped", nobodyTakes);
        }
    }
}
