package io.github.bedrockbatch.aws.testing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** A server on loopback that answers with bytes of the test's choice, be they HTTP or not, and closes the connection. */
public final class RawEndpoint implements AutoCloseable {
    /** Gives the answer to a request. */
    @FunctionalInterface
    public interface Answer {
        /**
         * Writes what is sent.
         *
         * @param head the request's first line, such as {@code GET /model-invocation-jobs HTTP/1.1}, and its headers
         */
        void write(String head, OutputStream out) throws IOException;
    }

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile Answer answer = (head, out) -> {};

    public RawEndpoint() {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** Sets what is answered from now on. */
    public void answer(Answer next) {
        answer = next;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
        threads.close();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                threads.execute(() -> serve(socket));
            } catch (IOException e) {
                // The endpoint was closed, which ends the loop, or the client has gone already.
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            String head = head(in);
            // A connection that is closed with bytes unread would be reset, and the answer lost.
            in.skipNBytes(length(head));
            answer.write(head, socket.getOutputStream());
        } catch (IOException e) {
            // The client has gone: it had enough, or its time was over.
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n", Math.max(0, head.length() - 4)) < 0) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static long length(String head) {
        return head.lines()
                .map(line -> line.split(":", 2))
                .filter(header -> header[0].equalsIgnoreCase("Content-Length"))
                .mapToLong(header -> Long.parseLong(header[1].strip()))
                .findFirst()
                .orElse(0);
    }

    /**
     * Answers with a body that does not end before the client has enough.
     *
     * @param status such as {@code 200 OK}
     * @param sent counts the bytes of the body
     */
    public static void pour(String status, OutputStream out, AtomicLong sent) throws IOException {
        out.write(("HTTP/1.1 " + status + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        byte[] block = "x".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
        while (sent.get() < 1L << 30) {
            out.write(block);
            sent.addAndGet(block.length);
        }
    }

    /** An answer of HTTP/1.1 with its length. */
    public static byte[] ok(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        byte[] head = ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
                        + bytes.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] all = Arrays.copyOf(head, head.length + bytes.length);
        System.arraycopy(bytes, 0, all, head.length, bytes.length);
        return all;
    }
}
