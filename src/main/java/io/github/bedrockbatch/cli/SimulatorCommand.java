package io.github.bedrockbatch.cli;

import io.github.bedrockbatch.simulator.FleetLoader;
import io.github.bedrockbatch.simulator.Simulator;
import io.github.bedrockbatch.simulator.SimulatorConfig;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** {@code simulator}: a Bedrock control plane of its own, for anyone's tests. */
final class SimulatorCommand implements Command {
    private final Flag script = Flag.of(
            "--simulator.file",
            "FILE",
            "",
            "Script of jobs and faults, for example config/simulator.yml. Default: the jobs of the demo.");

    private final WebOptions web = new WebOptions();

    @Override
    public String description() {
        return "Serves the batch inference API of Amazon Bedrock with scripted jobs and faults. It needs no AWS account.";
    }

    @Override
    public List<Group> groups() {
        return List.of(new Group("Jobs", List.of(script)), new Group("HTTP", web.listening()));
    }

    @Override
    public List<String> examples() {
        return List.of(
                "simulator --web.listen-address=127.0.0.1:9744", "simulator --simulator.file=config/simulator.yml");
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (Simulator simulator = Simulator.start(web.address().socketAddress(), config(), InstantSource.system())) {
            System.out.println("Simulator ready: aws.endpoint_url " + simulator.uri());
            new CountDownLatch(1).await();
        }
        return 0;
    }

    private SimulatorConfig config() throws IOException {
        Instant now = Instant.now();
        if (!script.isGiven()) {
            return SimulatorConfig.demo(now);
        }
        Path file = script.file();
        try {
            return FleetLoader.load(file, now);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(
                    file + ": does not exist; create it or name another with --simulator.file", e);
        }
    }
}
