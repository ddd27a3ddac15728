package io.github.bedrockbatch.cli;

import io.github.bedrockbatch.simulator.FleetLoader;
import io.github.bedrockbatch.simulator.Simulator;
import io.github.bedrockbatch.simulator.SimulatorConfig;
import io.github.bedrockbatch.web.ListenAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code simulator}: a Bedrock control plane of its own, for anyone's tests. */
@Command(
        description = "Serves Amazon Bedrock's batch inference API with scripted jobs and faults, without AWS.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false)
final class SimulatorCommand implements Callable<Integer> {
    @Option(
            names = "--simulator.file",
            paramLabel = "FILE",
            description = "The script of jobs and faults, such as config/simulator.yml. Default: the demo's jobs.")
    private @Nullable Path file;

    @Mixin
    private WebOptions web = new WebOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (Simulator simulator = Simulator.start(socket(web.address()), config(), InstantSource.system())) {
            System.out.println("Simulator ready: aws.endpoint_url " + simulator.uri());
            new CountDownLatch(1).await();
        }
        return 0;
    }

    private SimulatorConfig config() throws IOException {
        Instant now = Instant.now();
        if (file == null) {
            return SimulatorConfig.demo(now);
        }
        try {
            return FleetLoader.load(file, now);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(
                    file + ": does not exist; create it or name another with --simulator.file", e);
        }
    }

    private static InetSocketAddress socket(ListenAddress address) {
        return address.host().isEmpty()
                ? new InetSocketAddress(address.port())
                : new InetSocketAddress(address.host(), address.port());
    }
}
