package io.github.bedrockbatch.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
                .orShould()
                .onlyDependOnClassesThat()
                .haveSimpleName("HealthProbe")
                .check(new ClassFileImporter().importClasses(HealthProbe.class));
    }

    private static void answer(ServerSocket server, String answer) {
        try (Socket socket = server.accept()) {
            socket.getInputStream().read(new byte[1000]);
            OutputStream out = socket.getOutputStream();
            out.write(answer.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
