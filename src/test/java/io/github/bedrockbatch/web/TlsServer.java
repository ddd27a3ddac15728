package io.github.bedrockbatch.web;

import io.github.bedrockbatch.config.ConfigException;
import io.github.bedrockbatch.web.testing.TestAuthority;
import io.github.bedrockbatch.web.testing.TestAuthority.Issued;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A server with a web file on loopback, and clients of it on sockets of their own. */
final class TlsServer implements AutoCloseable {
    static final int LONG = 16 << 20;
    private static final int TIMEOUT_MILLIS = 40_000;

    final TestAuthority authority = TestAuthority.create("authority");
    final AtomicLong nanoTime = new AtomicLong(System.nanoTime());
    final Path folder;
    final WebSecurity security;
    private final WebServer server;

    /** Starts one with {@code rest} below its certificate and key. */
    TlsServer(Path folder, String rest) throws IOException, ConfigException {
        this.folder = folder;
        issue("server");
        write("ca.pem", authority.pem());
        write("web.yml", "tls_server_config:\n  cert_file: c.pem\n  key_file: k.pem\n" + rest);
        security = WebSecurity.load(folder.resolve("web.yml"), nanoTime::get);
        server = new WebServer(
                new WebSettings(ListenAddress.parse("127.0.0.1:0"), 8, security),
                nanoTime::get,
                Route.config(() -> "x".repeat(LONG)),
                Route.reading("/", request -> Answer.html(200, "<p>Here</p>")),
                Route.healthy(),
                Route.ready(Optional::empty));
        server.start();
    }

    /** Gives the server another certificate. */
    void issue(String name) throws IOException {
        Issued issued = authority.issue(name, "EC", "ip:127.0.0.1");
        write("c.pem", issued.certificatePem());
        write("k.pem", issued.keyPem());
    }

    void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    int port() {
        return server.port();
    }

    /** Connects without a handshake. */
    Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return socket;
    }

    /** Connects with TLS, and a client's certificate if there is one. */
    SSLSocket connect(@Nullable Issued client, String... protocols) throws IOException {
        SSLSocket socket = (SSLSocket) authority
                .clientContext(client)
                .getSocketFactory()
                .createSocket(connect(), "127.0.0.1", server.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        if (protocols.length > 0) {
            parameters.setProtocols(protocols);
        }
        socket.setSSLParameters(parameters);
        return socket;
    }

    /** Asks once, on a connection of its own, and returns the whole answer. */
    String ask(String path, String... headers) throws IOException {
        try (SSLSocket socket = connect(null)) {
            return ask(socket, path, headers);
        }
    }

    static String ask(Socket socket, String path, String... headers) throws IOException {
        String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        String request = "GET " + path + " HTTP/1.1\r\nHost: exporter\r\nConnection: close\r\n" + more + "\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Returns the name in the certificate that the server shows. */
    String shownName() throws IOException {
        try (SSLSocket socket = connect(null)) {
            socket.startHandshake();
            Certificate[] chain = socket.getSession().getPeerCertificates();
            return ((X509Certificate) chain[0]).getSubjectX500Principal().getName();
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
