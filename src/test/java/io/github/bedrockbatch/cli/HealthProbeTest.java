package io.github.bedrockbatch.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HealthProbeTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @ParameterizedTest
    @CsvSource({
        "'HTTP/1.1 200 OK\r\nContent-length: 3\r\n\r\nOK\n', 0",
        "'HTTP/1.0 200 OK\r\n\r\n', 0",
        "'HTTP/1.1 503 Service Unavailable\r\n\r\na thread has ended\n', 1",
        "'HTTP/1.1 404 Not Found\r\nX: 200 \r\n\r\n', 1",
        "'SSH-2.0-OpenSSH_9.2\r\n', 1",
        "'', 1",
    })
    void exitsAsTheDaemonAnswers(String answer, int code) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK)) {
            Thread daemon = Thread.ofVirtual().start(() -> answer(server, answer));
            assertThat(HealthProbe.run("127.0.0.1", server.getLocalPort())).isEqualTo(code);
            daemon.join();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'HTTP/1.1 503 Service Unavailable\r\n\r\na thread\n has ended\n', a thread has ended",
        "'HTTP/1.1 404 Not Found\r\nX: y\r\n\r\n', HTTP/1.1 404 Not Found",
        "'SSH-2.0-OpenSSH_9.2', SSH-2.0-OpenSSH_9.2",
        "'\r\n', no answer",
        "'', no answer",
    })
    void saysInOneLineWhatTheAnswerSays(String answer, String reason) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK)) {
            Thread daemon = Thread.ofVirtual().start(() -> answer(server, answer));
            assertThat(HealthProbe.reason("127.0.0.1", server.getLocalPort())).isEqualTo(reason);
            daemon.join();
        }
    }

    @Test
    void aLongAnswerIsCut() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK)) {
            Thread daemon = Thread.ofVirtual().start(() -> answer(server, "x".repeat(1000)));
            assertThat(HealthProbe.reason("127.0.0.1", server.getLocalPort())).isEqualTo("x".repeat(200));
            daemon.join();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "[::1]"})
    void namesHostAndPortOfWhomItAsks(String host) throws Exception {
        InetAddress loopback = InetAddress.getByName(host);
        assumeThat(NetworkInterface.getByInetAddress(loopback))
                .as("a loopback of that family")
                .isNotNull();
        try (ServerSocket server = new ServerSocket(0, 1, loopback)) {
            String address = host + ":" + server.getLocalPort();
            AtomicReference<String> request = new AtomicReference<>("");
            Thread daemon = Thread.ofVirtual().start(() -> request.set(answer(server, "HTTP/1.1 200 OK\r\n\r\n")));
            assertThat(HealthProbe.run(address)).isZero();
            daemon.join();
            assertThat(request.get().lines()).contains("Host: " + address);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "9743", "127.0.0.1:", "127.0.0.1:99999", "::1"})
    void refusesWhatIsNoAddress(String address) {
        assertThat(HealthProbe.run(address)).isEqualTo(1);
    }

    /** The image's health check has no other place to learn it. */
    @Test
    void asksByDefaultWhereADaemonListensByDefault() {
        assertThat(HealthProbe.DEFAULT_ADDRESS)
                .isEqualTo("127.0.0.1:" + new WebOptions().address().port());
        assertThat(new WebOptions().address().host()).isEmpty();
    }

    @Test
    void exitsWithOneWhereNobodyListens() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, LOOPBACK)) {
            port = closed.getLocalPort();
        }
        assertThat(HealthProbe.run("127.0.0.1", port)).isEqualTo(1);
    }

    /** It is alone in a jar of its own in the image. */
    @Test
    void needsNothingButTheJdk() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java.io..", "java.lang..", "java.net", "java.nio..", "java.util..", "org.jspecify..")
                .check(new ClassFileImporter().importClasses(HealthProbe.class));
    }

    /** Answers one request, and returns it. */
    private static String answer(ServerSocket server, String answer) {
        try (Socket socket = server.accept()) {
            byte[] request = new byte[1000];
            int length = socket.getInputStream().read(request);
            OutputStream out = socket.getOutputStream();
            out.write(answer.getBytes(StandardCharsets.US_ASCII));
            return new String(request, 0, length, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
