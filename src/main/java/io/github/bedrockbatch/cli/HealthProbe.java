package io.github.bedrockbatch.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Asks a daemon's {@code /-/healthy} over a plain socket. The image does so every 30 s in a process of its own, so this class
 * loads little: it uses none of ours, no library, and of the JDK what every process loads.
 */
public final class HealthProbe {
    private static final int DEFAULT_PORT = 9743;
    private static final int TIMEOUT_MILLIS = 5000;
    private static final int MAX_BYTES = 1 << 16;
    private static final Pattern HEALTHY = Pattern.compile("HTTP/1\\.[01] 200 ");

    private HealthProbe() {}

    /** Asks the daemon that listens on this machine at the default port, and exits with 0 if it is healthy, else with 1. */
    public static void main(String[] args) {
        System.exit(run("127.0.0.1", DEFAULT_PORT));
    }

    /** Returns 0 if a daemon is healthy, else 1 with a line on standard error that says why. */
    static int run(String host, int port) {
        String reason = reason(host, port);
        if (reason == null) {
            return 0;
        }
        String authority = (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
        System.err.println("http://" + authority + "/-/healthy: not healthy: " + reason);
        return 1;
    }

    private static @Nullable String reason(String host, int port) {
        try (Socket socket = new Socket()) {
            long end = System.nanoTime() + TIMEOUT_MILLIS * 1_000_000L;
            socket.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
            String request = "GET /-/healthy HTTP/1.0\r\nHost: " + host + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = answer(socket, end);
            return HEALTHY.matcher(answer).lookingAt() ? null : body(answer);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Reads to the end, whose time is bounded however slowly it comes. */
    private static String answer(Socket socket, long end) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        byte[] buffer = new byte[MAX_BYTES];
        InputStream in = socket.getInputStream();
        for (int read = 0; read >= 0 && answer.size() < MAX_BYTES; read = in.read(buffer)) {
            answer.write(buffer, 0, read);
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new SocketTimeoutException("no whole answer within " + TIMEOUT_MILLIS + " ms");
            }
            socket.setSoTimeout((int) left);
        }
        return answer.toString(StandardCharsets.UTF_8);
    }

    private static String body(String answer) {
        int head = answer.indexOf("\r\n\r\n");
        return (head < 0 ? answer : answer.substring(head)).strip();
    }
}
