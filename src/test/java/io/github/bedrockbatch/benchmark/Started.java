package io.github.bedrockbatch.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A program as a running process. Plain sockets ask it, so that the asking costs next to nothing beside a start. */
final class Started implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(2);
    private static final Map<String, String> CREDENTIALS =
            Map.of("AWS_ACCESS_KEY_ID", "dummy", "AWS_SECRET_ACCESS_KEY", "dummy");

    private final String name;
    private final int port;
    private final Process process;
    private final long begin;

    private Started(String name, int port, Process process, long begin) {
        this.name = name;
        this.port = port;
        this.process = process;
        this.begin = begin;
    }

    static Started start(Program program, Path directory) throws IOException {
        int port = freePort();
        ProcessBuilder builder = new ProcessBuilder(program.command().apply(port))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(directory.resolve("output.log").toFile()));
        builder.environment().keySet().removeIf(variable -> variable.startsWith("AWS_"));
        builder.environment().putAll(CREDENTIALS);
        return new Started(program.name(), port, builder.start(), System.nanoTime());
    }

    /** Waits until {@code /-/ready} answers 200 and gives the time since the launch in milliseconds. */
    double awaitReady() throws InterruptedException {
        while (!answers("/-/ready")) {
            if (!process.isAlive() || System.nanoTime() - begin > PATIENCE.toNanos()) {
                throw new IllegalStateException(name + ": must become ready: see its output.log");
            }
            Thread.sleep(BETWEEN_QUESTIONS);
        }
        return (System.nanoTime() - begin) / 1e6;
    }

    /** Asks for {@code /metrics}. */
    void scrape() {
        if (!answers("/metrics")) {
            throw new IllegalStateException(name + ": must answer /metrics with 200");
        }
    }

    /** The memory that is resident, in MiB, as Linux accounts for it. */
    double residentMebibytes() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        String line = Files.readAllLines(status).stream()
                .filter(text -> text.startsWith("VmRSS:"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private boolean answers(String path) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            OutputStream out = socket.getOutputStream();
            out.write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            String answer = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            return answer.startsWith("HTTP/1.1 200");
        } catch (IOException notListening) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
