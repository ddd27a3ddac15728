package io.github.bedrockbatch.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Asks a daemon's {@code /-/healthy} over a plain socket. The image does so every 30 s in a process of its own, so this class
 * loads little: it uses none of ours, no library, and of the JDK what every process loads.
 */
public final class HealthProbe {
    static final String DEFAULT_ADDRESS = "127.0.0.1:9743";
    static final String HEALTHY = "/-/healthy";
    static final String READY = "/-/ready";

    private static final int TIMEOUT_MILLIS = 5000;
    private static final int MAX_BYTES = 1 << 16;
    private static final int MAX_REASON = 200;
    private static final Pattern ADDRESS = Pattern.compile("(?:\\[([^\\[\\]]+)]|([^\\[\\]:]+)):([0-9]{1,5})");
    private static final Pattern FINE = Pattern.compile("HTTP/1\\.[01] 200 ");
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Cntrl}]+");

    private HealthProbe() {}

    /**
     * Asks a daemon, and exits with 0 if it is healthy, else with 1.
     *
     * @param args HOST:PORT, or nothing for the default port on this machine
     */
    public static void main(String[] args) {
        System.exit(run(args.length == 0 ? DEFAULT_ADDRESS : args[0]));
    }

    /** Asks a daemon at HOST:PORT, in which an IPv6 address has brackets. */
    static int run(String address) {
        Matcher parts = ADDRESS.matcher(address);
        if (!parts.matches()) {
            System.err.println('"' + address + "\": must be HOST:PORT, such as " + DEFAULT_ADDRESS);
            return 1;
        }
        String bracketed = parts.group(1);
        return run(bracketed == null ? parts.group(2) : bracketed, Integer.parseInt(parts.group(3)));
    }

    /** Returns 0 if a daemon is healthy, else 1 with a line on standard error that says why. */
    static int run(String host, int port) {
        return run(new Socket(Proxy.NO_PROXY), "http", host, port, HEALTHY);
    }

    /**
     * Returns 0 if a daemon answers a path with 200, else 1 with a line on standard error that says why.
     *
     * @param socket not connected; it is closed afterwards
     */
    static int run(Socket socket, String scheme, String host, int port, String path) {
        String reason = reason(socket, host, port, path);
        if (reason == null) {
            return 0;
        }
        String failure = path.equals(READY) ? "not ready" : "not healthy";
        System.err.println(scheme + "://" + authority(host, port) + path + ": " + failure + ": " + reason);
        return 1;
    }

    /** Returns why a daemon is not healthy, in one short line, or null if it is. */
    static @Nullable String reason(String host, int port) {
        return reason(new Socket(Proxy.NO_PROXY), host, port, HEALTHY);
    }

    private static @Nullable String reason(Socket socket, String host, int port, String path) {
        try (socket) {
            long end = System.nanoTime() + TIMEOUT_MILLIS * 1_000_000L;
            socket.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
            // Of a handshake too, which comes with the first write.
            socket.setSoTimeout(TIMEOUT_MILLIS);
            String request = "GET " + path + " HTTP/1.0\r\nHost: " + authority(host, port) + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = answer(socket, end);
            return FINE.matcher(answer).lookingAt() ? null : line(words(answer));
        } catch (IOException | IllegalArgumentException e) {
            return line(e.toString());
        }
    }

    private static String authority(String host, int port) {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
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

    /** Returns an answer's body, or the status line if there is none. */
    private static String words(String answer) {
        String text = answer.strip();
        if (text.isEmpty()) {
            return "no answer";
        }
        int body = text.indexOf("\r\n\r\n");
        int status = text.indexOf('\n');
        return body >= 0 ? text.substring(body) : status >= 0 ? text.substring(0, status) : text;
    }

    private static String line(String text) {
        String line = BLANKS.matcher(text).replaceAll(" ").strip();
        return line.length() <= MAX_REASON ? line : line.substring(0, MAX_REASON);
    }
}
