package io.github.bedrockbatch.benchmark;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One GET by a plain socket, so that the asking costs next to nothing beside the answer, which is thrown away.
 *
 * @param status 0 if the answer broke off
 * @param bytes of the body as it was sent, chunks included
 * @param millis from the request to the answer's end
 */
record Download(int status, long bytes, double millis) {
    static final String OPENMETRICS = "Accept: application/openmetrics-text;version=1.0.0\r\n";
    static final String TEXT = "Accept: text/plain;version=0.0.4\r\n";
    static final String GZIP = "Accept-Encoding: gzip\r\n";

    private static final int BUFFER = 64 << 10;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 ([0-9]{3}) ");
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *([0-9]+)");
    /** Without it and without a length, an answer ends where the connection does. */
    private static final Pattern CHUNKED = Pattern.compile("(?i)\r\ntransfer-encoding: *chunked");

    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /** Is told after each read how much has come, and may wait. */
    @FunctionalInterface
    interface Pace {
        Pace FAST = bytes -> {};

        void read(long bytes) throws InterruptedException;
    }

    /** Asks for a path on a port of the loopback. */
    static Download get(int port, String path, String headers, Pace pace) throws IOException, InterruptedException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return ask(socket, path, headers, pace);
        }
    }

    /** Asks on a connection, which is to be closed then. */
    static Download ask(Socket socket, String path, String headers, Pace pace)
            throws IOException, InterruptedException {
        long begin = System.nanoTime();
        String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers + "\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        InputStream in = socket.getInputStream();
        String head = head(in);
        byte[] buffer = new byte[BUFFER];
        byte[] tail = new byte[0];
        long bytes = 0;
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            bytes += count;
            tail = tail(tail, buffer, count);
            pace.read(bytes);
        }
        double millis = (System.nanoTime() - begin) / 1e6;
        return new Download(isComplete(head, bytes, tail) ? status(head) : 0, bytes, millis);
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (int state = 0; state < 4; ) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("the connection was closed before an answer");
            }
            head.write(b);
            state = b == (state % 2 == 0 ? '\r' : '\n') ? state + 1 : b == '\r' ? 1 : 0;
        }
        return head.toString(StandardCharsets.US_ASCII);
    }

    private static byte[] tail(byte[] before, byte[] buffer, int count) {
        byte[] end = Arrays.copyOfRange(buffer, Math.max(0, count - LAST_CHUNK.length), count);
        if (end.length == LAST_CHUNK.length) {
            return end;
        }
        byte[] both = Arrays.copyOf(before, before.length + end.length);
        System.arraycopy(end, 0, both, before.length, end.length);
        return Arrays.copyOfRange(both, Math.max(0, both.length - LAST_CHUNK.length), both.length);
    }

    private static boolean isComplete(String head, long bytes, byte[] tail) {
        Matcher length = LENGTH.matcher(head);
        return length.find()
                ? Long.parseLong(length.group(1)) == bytes
                : !CHUNKED.matcher(head).find() || Arrays.equals(tail, LAST_CHUNK);
    }

    private static int status(String head) {
        Matcher status = STATUS.matcher(head);
        return status.lookingAt() ? Integer.parseInt(status.group(1)) : 0;
    }
}
