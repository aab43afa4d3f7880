package com.arzani.tokens.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.function.IntSupplier;

/// Proposes loopback ports for the server: first the one it had before, so that other consoles find it again, then any
/// free one.
final class Ports implements IntSupplier {
    private int preferred;

    /// @param preferred 0 for none
    Ports(int preferred) {
        this.preferred = preferred;
    }

    @Override
    public int getAsInt() {
        int last = preferred;
        preferred = 0;
        return last > 0 ? last : free();
    }

    private static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }
}
