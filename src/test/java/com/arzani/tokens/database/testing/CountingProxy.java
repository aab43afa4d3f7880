package com.arzani.tokens.database.testing;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// A TCP proxy before the database that counts round trips: how often the server said that it is ready for the next.
public final class CountingProxy implements AutoCloseable {
    private static final int READY = 'Z';

    private final ServerSocket door;
    private final int serverPort;
    private final AtomicLong roundTrips = new AtomicLong();
    private final Map<Socket, Boolean> open = new ConcurrentHashMap<>();

    public CountingProxy(int serverPort) throws IOException {
        this.serverPort = serverPort;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return door.getLocalPort();
    }

    /// Since the proxy began; the sign-in of a connection is one.
    public long roundTrips() {
        return roundTrips.get();
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
                Thread.ofVirtual().start(() -> toServer(client, server));
                Thread.ofVirtual().start(() -> toClient(client, server));
            }
        } catch (IOException closed) {
            return;
        }
    }

    private static void toServer(Socket client, Socket server) {
        try (server) {
            client.getInputStream().transferTo(server.getOutputStream());
        } catch (IOException closed) {
            return;
        }
    }

    /// Message by message: a letter, a length that counts itself, the rest.
    private void toClient(Socket client, Socket server) {
        try (client) {
            DataInputStream in = new DataInputStream(server.getInputStream());
            DataOutputStream out = new DataOutputStream(client.getOutputStream());
            while (true) {
                int letter = in.readUnsignedByte();
                int length = in.readInt();
                byte[] rest = in.readNBytes(length - 4);
                if (letter == READY) {
                    roundTrips.incrementAndGet();
                }
                out.writeByte(letter);
                out.writeInt(length);
                out.write(rest);
                out.flush();
            }
        } catch (IOException closed) {
            return;
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Socket socket : open.keySet()) {
            socket.close();
        }
    }
}
