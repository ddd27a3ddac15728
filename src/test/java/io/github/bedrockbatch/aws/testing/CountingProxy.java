package io.github.bedrockbatch.aws.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import javax.net.ServerSocketFactory;

/** A proxy on loopback that forwards http requests, opens tunnels for https ones, and remembers both. */
public final class CountingProxy implements AutoCloseable {
    /**
     * What the proxy was asked for.
     *
     * @param line the method and the target
     * @param authorization the value of Proxy-Authorization; empty without one
     */
    public record Asked(String line, String authorization) {}

    private static final String REFUSAL = String.join(
            "\r\n",
            "HTTP/1.1 407 Proxy Authentication Required",
            "Proxy-Authenticate: Basic realm=\"proxy\"",
            "Content-Length: 0",
            "Connection: close",
            "",
            "");

    private final ServerSocket server;
    private final String scheme;
    private final String expected;
    private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

    /** Starts one that asks for no login. */
    public CountingProxy() {
        this("");
    }

    /** Starts one that refuses whoever does not send that Proxy-Authorization. */
    public CountingProxy(String expected) {
        this("http", expected, ServerSocketFactory.getDefault());
    }

    /** Starts one that is itself reached over TLS. */
    public CountingProxy(ServerSocketFactory tls) {
        this("https", "", tls);
    }

    private CountingProxy(String scheme, String expected, ServerSocketFactory sockets) {
        this.scheme = scheme;
        this.expected = expected;
        try {
            server = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /** Its URL, for a variable such as HTTPS_PROXY. */
    public String url() {
        return scheme + "://" + address();
    }

    /** Its URL with a user and a password as they stand in URLs. */
    public String url(String login) {
        return scheme + "://" + login + "@" + address();
    }

    /** Its host and port. */
    public String address() {
        return "127.0.0.1:" + port();
    }

    public int port() {
        return server.getLocalPort();
    }

    /** All that it was asked for so far. */
    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        close(server);
        sockets.forEach(CountingProxy::close);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                sockets.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            List<String> head = head(client.getInputStream());
            if (head.isEmpty()) {
                return;
            }
            String[] words = head.getFirst().split(" ", -1);
            String authorization = header(head, "proxy-authorization").orElse("");
            asked.add(new Asked(words[0] + " " + words[1], authorization));
            if (!expected.isEmpty() && !expected.equals(authorization)) {
                say(client, REFUSAL);
            } else if (words[0].equals("CONNECT")) {
                tunnel(client, words[1]);
            } else {
                forward(client, words, head);
            }
        } catch (IOException e) {
            // The client or the endpoint has gone.
        }
    }

    private void tunnel(Socket client, String target) throws IOException {
        try (Socket endpoint = connect(URI.create("tunnel://" + target))) {
            say(client, "HTTP/1.1 200 Connection established\r\n\r\n");
            join(client, endpoint);
        }
    }

    private void forward(Socket client, String[] words, List<String> head) throws IOException {
        URI target = URI.create(words[1]);
        String path = words[1].substring((target.getScheme() + "://" + target.getRawAuthority()).length());
        String headers = head.stream()
                .skip(1)
                .filter(line -> !line.toLowerCase(Locale.ROOT).matches("(proxy-|connection:).*"))
                .collect(Collectors.joining("\r\n"));
        try (Socket endpoint = connect(target)) {
            say(endpoint, words[0] + " " + path + " HTTP/1.1\r\n" + headers + "\r\nConnection: close\r\n\r\n");
            join(client, endpoint);
        }
    }

    private Socket connect(URI target) throws IOException {
        Socket endpoint = new Socket(target.getHost(), target.getPort());
        sockets.add(endpoint);
        return endpoint;
    }

    private static void join(Socket client, Socket endpoint) throws IOException {
        Thread.ofVirtual().start(() -> copy(client, endpoint));
        endpoint.getInputStream().transferTo(client.getOutputStream());
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            close(to);
        }
    }

    private static List<String> head(InputStream in) throws IOException {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c == '\n' && line.isEmpty()) {
                return lines;
            }
            if (c == '\n') {
                lines.add(line.toString());
                line.setLength(0);
            } else if (c != '\r') {
                line.append((char) c);
            }
        }
        return List.of();
    }

    private static Optional<String> header(List<String> head, String name) {
        return head.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst();
    }

    private static void say(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private static void close(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
