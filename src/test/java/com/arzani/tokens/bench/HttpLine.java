package com.arzani.tokens.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// One kept connection of HTTP/1.1: sends a request that is ready, reads the answer to its end, gives its status. It
/// does
/// no more than that, since whoever loads shares the processors with what is loaded.
final class HttpLine implements AutoCloseable {
    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] line = new byte[1_024];

    HttpLine(int port) throws IOException {
        socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(30_000);
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        in = new BufferedInputStream(socket.getInputStream(), 4_096);
        out = socket.getOutputStream();
    }

    static byte[] get(String path, String token) {
        return ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] post(String path, String token, String body) {
        return ("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    int ask(byte[] request) throws IOException {
        out.write(request);
        read();
        int status = (line[9] - '0') * 100 + (line[10] - '0') * 10 + line[11] - '0';
        long length = -1;
        for (int count = read(); count > 0; count = read()) {
            if (isLength(count)) {
                length = Long.parseLong(
                        new String(line, LENGTH.length, count - LENGTH.length, StandardCharsets.US_ASCII).strip());
            }
        }
        if (length < 0) {
            throw new IOException("an answer without its length");
        }
        in.skipNBytes(length);
        return status;
    }

    private boolean isLength(int count) {
        if (count < LENGTH.length) {
            return false;
        }
        for (int index = 0; index < LENGTH.length; index++) {
            if ((line[index] | 0x20) != LENGTH[index] && line[index] != LENGTH[index]) {
                return false;
            }
        }
        return true;
    }

    /// Reads a line; gives how long it is.
    private int read() throws IOException {
        int count = 0;
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection ended");
            }
            if (next != '\r' && count < line.length) {
                line[count++] = (byte) next;
            }
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
