package io.github.bedrockbatch.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The programs that are measured and where they run. */
final class Lab {
    static final String PEER = "cloudwatch_exporter 0.16.0";
    /**
     * What the image's JVM sees in a container of 256 MB, a quarter of which its arguments make the heap's. The property {@code container}
     * has other options of the JVM instead, with blanks between them.
     */
    static final String CONTAINER = System.getProperty("container", "-XX:MaxRAM=256m");
    /** The same for 100,000 jobs, with the property {@code large}. */
    static final String LARGE = System.getProperty("large", "-XX:MaxRAM=1g");

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final Map<String, String> CREDENTIALS =
            Map.of("AWS_ACCESS_KEY_ID", "dummy", "AWS_SECRET_ACCESS_KEY", "dummy");
    /** As the Dockerfile has it. */
    private static final Map<String, String> OF_IMAGE = Map.of("MALLOC_ARENA_MAX", "2");
    /** The JVM reads it after its arguments, and so after those of the image. */
    private static final String OVERRIDES = "_JAVA_OPTIONS";
    /** What adds options to any JVM that is started. */
    private static final Set<String> OPTIONS = Set.of(OVERRIDES, "JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS");

    private final Path jar;
    private final Path peer;
    private final Path directory;

    Lab(Path jar, Path peer) throws IOException {
        this.jar = jar.toAbsolutePath();
        this.peer = peer.toAbsolutePath();
        Path parent = Files.createDirectories(jar.toAbsolutePath().resolveSibling("benchmark"));
        this.directory = Files.createTempDirectory(parent, "run");
    }

    /** Returns the value of a property that the command line may set. */
    static int number(String property, int otherwise) {
        return Integer.getInteger(property, otherwise);
    }

    /** Takes away AWS's variables and the JVM's of whoever runs the benchmark, and gives those that the simulator needs. */
    static void isolate(Map<String, String> environment) {
        environment.keySet().removeIf(variable -> variable.startsWith("AWS_") || OPTIONS.contains(variable));
        environment.putAll(CREDENTIALS);
    }

    /** Runs a command to its end and returns what it prints. */
    static String run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        isolate(builder.environment());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(Arrays.toString(command) + ": must succeed: " + output);
        }
        return output;
    }

    /** Returns a new directory for a process. */
    Path newDirectory(String name) throws IOException {
        return Files.createTempDirectory(directory, name);
    }

    /** Returns the peer with nothing to export. */
    Program peer() throws IOException {
        Path file = Files.writeString(directory.resolve("cloudwatch.yml"), "region: us-east-1\nmetrics: []\n");
        return new Program(
                PEER,
                Map.of(),
                port -> List.of(JAVA, "-jar", peer.toString(), Integer.toString(port), file.toString()));
    }

    /** Returns the jar on the JDK. */
    Program jar(SimulatedAws aws, Duration interval) throws IOException {
        return exporter("java -jar", Map.of(), jarCommand(), aws, interval);
    }

    /** Returns what the container image runs, with options of the JVM that override those of the image. */
    Program image(SimulatedAws aws, Duration interval, String... options) throws IOException, InterruptedException {
        return exporter("image", ofImage(options), imageCommand(), aws, interval);
    }

    List<String> imageCommand() throws IOException, InterruptedException {
        return List.of(image().resolve("runtime/bin/java").toString(), "@" + image().resolve("java.args"));
    }

    List<String> jarCommand() {
        return List.of(JAVA, "-jar", jar.toString());
    }

    /** Returns a server that sends a file from memory, on the image's runtime with the image's flags and options that override them. */
    Program memoryServer(Path file, String... options) throws IOException, InterruptedException {
        List<String> flags = Files.readAllLines(image().resolve("java.args")).stream()
                .filter(line -> !line.startsWith("-jar") && !line.startsWith("\"-XX:AOTCache"))
                .toList();
        Path arguments = Files.write(directory.resolve("server.args"), flags);
        List<String> command =
                new ArrayList<>(List.of(image().resolve("runtime/bin/java").toString(), "@" + arguments));
        String classes = MemoryServer.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        command.addAll(List.of("-cp", classes + ":" + jar, MemoryServer.class.getName(), file.toString()));
        return new Program("bytes from memory", ofImage(options), port -> {
            List<String> all = new ArrayList<>(command);
            all.add(Integer.toString(port));
            return all;
        });
    }

    /** Makes what the Dockerfile makes, by the same recipe, when it is first asked for, unless an earlier run has made it. */
    Path image() throws IOException, InterruptedException {
        Path folder = jar.resolveSibling("benchmark").resolve("image");
        Path cache = folder.resolve("bedrock-batch-exporter.aot");
        if (!Files.exists(cache) || Files.getLastModifiedTime(cache).compareTo(Files.getLastModifiedTime(jar)) < 0) {
            run("src/image/build.sh", System.getProperty("java.home"), jar.toString(), folder.toString());
        }
        return folder;
    }

    private Program exporter(
            String name, Map<String, String> environment, List<String> start, SimulatedAws aws, Duration interval)
            throws IOException {
        Path file = Files.createTempFile(directory, "exporter", ".yml");
        Files.writeString(file, aws.configuration(interval));
        return new Program(name, environment, port -> {
            List<String> command = new ArrayList<>(start);
            command.add("--config.file=" + file);
            command.add("--web.listen-address=127.0.0.1:" + port);
            return command;
        });
    }

    private static Map<String, String> ofImage(String... options) {
        Map<String, String> environment = new HashMap<>(OF_IMAGE);
        if (options.length > 0) {
            environment.put(OVERRIDES, String.join(" ", options));
        }
        return environment;
    }
}
