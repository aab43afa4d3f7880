package com.arzani.tokens.screens.wallets;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A TCP proxy before the database that loses the answer of one statement: the statement reaches the server and is
/// committed there, its answer does not come back, and until [#restore] nobody gets through.
final class CuttingProxy implements AutoCloseable {
    private final ServerSocket door;
    private final int serverPort;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile String fatal = "";
    private volatile boolean away;

    CuttingProxy(int serverPort) throws IOException {
        this.serverPort = serverPort;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    /// Loses the answer of the next statement whose text holds this.
    void loseAnswerOf(String text) {
        fatal = text;
    }

    void restore() {
        away = false;
    }

    private void accept() {
        try {
            while (!door.isClosed()) {
                Socket client = door.accept();
                if (away) {
                    client.close();
                    continue;
                }
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                open.add(client);
                open.add(server);
                Connection connection = new Connection(client, server);
                Thread.ofVirtual().start(connection::toServer);
                Thread.ofVirtual().start(connection::toClient);
            }
        } catch (IOException closed) {
            return;
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        cut();
    }

    private void cut() {
        for (Socket socket : open) {
            try {
                socket.close();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        open.clear();
    }

    private final class Connection {
        private final Socket client;
        private final Socket server;
        private volatile boolean doomed;

        Connection(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void toServer() {
            pump(client, server, false);
        }

        void toClient() {
            pump(server, client, true);
        }

        private void pump(Socket from, Socket to, boolean answers) {
            byte[] buffer = new byte[1 << 16];
            try (InputStream in = from.getInputStream();
                    OutputStream out = to.getOutputStream()) {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    String text = new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
                    if (!answers && !fatal.isEmpty() && text.contains(fatal)) {
                        fatal = "";
                        doomed = true;
                    } else if (answers && doomed) {
                        // The answer is here, so the statement is done; nobody will hear of it.
                        away = true;
                        cut();
                        return;
                    }
                    out.write(buffer, 0, read);
                    out.flush();
                }
            } catch (IOException closed) {
                return;
            }
        }
    }
}
