package com.arzani.tokens.checker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// A TCP proxy before the database that cuts single connections at a chosen moment of a chosen statement, found by the
/// operation key among its parameters.
final class FaultyProxy implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final ServerSocket door;
    private final int serverPort;
    private final Map<String, Cut> cuts = new ConcurrentHashMap<>();
    private final Map<Socket, Boolean> open = new ConcurrentHashMap<>();
    private final AtomicInteger working = new AtomicInteger();

    /// When a connection ends.
    enum Cut {
        /// The statement never reaches the server.
        BEFORE_SENT,
        /// Half of it does.
        HALF_SENT,
        /// The server has all of it, up to Sync; nobody waits for its answer.
        AFTER_SENT,
        /// The server has answered; the answer does not arrive.
        AFTER_ANSWERED
    }

    FaultyProxy(int serverPort) throws IOException {
        this.serverPort = serverPort;
        this.door = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    /// Cuts the connection of the next statement with this key.
    void cut(String key, Cut when) {
        cuts.put(key, when);
    }

    /// Statements that nobody waits for and the server may still be at.
    int working() {
        return working.get();
    }

    void forget() {
        cuts.clear();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = door.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                open.put(client, true);
                open.put(server, true);
                Wire wire = new Wire(client, server);
                Thread.ofVirtual().start(wire::toServer);
                Thread.ofVirtual().start(wire::toClient);
            }
        } catch (IOException closed) {
            return;
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        open.keySet().forEach(FaultyProxy::end);
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            return;
        }
    }

    private Cut cutOf(byte[] bytes, int length) {
        if (cuts.isEmpty()) {
            return null;
        }
        String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        for (String key : cuts.keySet()) {
            if (text.contains(key)) {
                return cuts.remove(key);
            }
        }
        return null;
    }

    private final class Wire {
        private final Socket client;
        private final Socket server;
        private volatile boolean dropAnswer;
        private volatile boolean counted;

        Wire(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void toServer() {
            byte[] buffer = new byte[BUFFER];
            try {
                InputStream in = client.getInputStream();
                OutputStream out = server.getOutputStream();
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    Cut cut = cutOf(buffer, read);
                    if (cut != null && !carriesOn(cut, out, buffer, read)) {
                        return;
                    } else if (cut == null) {
                        out.write(buffer, 0, read);
                    }
                }
            } catch (IOException closed) {
                end(client);
            }
            if (!counted) {
                end(server);
            }
        }

        private boolean carriesOn(Cut cut, OutputStream out, byte[] buffer, int read) throws IOException {
            // Whoever asks for the outcome must wait until the server is done with what it got.
            counted = true;
            working.incrementAndGet();
            switch (cut) {
                case BEFORE_SENT -> server.shutdownOutput();
                case HALF_SENT -> {
                    out.write(buffer, 0, read / 2);
                    server.shutdownOutput();
                }
                case AFTER_SENT -> {
                    dropAnswer = true;
                    out.write(buffer, 0, read);
                    server.shutdownOutput();
                }
                default -> {
                    dropAnswer = true;
                    out.write(buffer, 0, read);
                    return true;
                }
            }
            end(client);
            return false;
        }

        void toClient() {
            byte[] buffer = new byte[BUFFER];
            try {
                InputStream in = server.getInputStream();
                OutputStream out = client.getOutputStream();
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    if (dropAnswer) {
                        end(client);
                        // Read on to the end, so that the statement is over when this connection is.
                        if (!server.isOutputShutdown()) {
                            server.shutdownOutput();
                        }
                    } else if (!client.isClosed()) {
                        out.write(buffer, 0, read);
                    }
                }
            } catch (IOException closed) {
                end(client);
            } finally {
                end(client);
                end(server);
                open.remove(client);
                open.remove(server);
                if (counted) {
                    working.decrementAndGet();
                }
            }
        }
    }
}
