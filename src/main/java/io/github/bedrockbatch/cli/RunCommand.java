package io.github.bedrockbatch.cli;

import io.github.bedrockbatch.Exporter;
import io.github.bedrockbatch.aws.Regions;
import io.github.bedrockbatch.config.ConfigException;
import io.github.bedrockbatch.config.ConfigLoader;
import io.github.bedrockbatch.config.Configuration;
import io.github.bedrockbatch.store.JdbcStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/** {@code run}: the daemon. */
final class RunCommand implements Command {
    /** A packaging, such as the container image, has its own place for it. */
    private static final String DEFAULT_FILE =
            System.getProperty("config.file.default", "config/bedrock-batch-exporter.yml");

    private final Flag configFile = Flag.of(
            "--config.file", "FILE", DEFAULT_FILE, "The configuration; an empty one where the default does not exist.");

    private final Flag configCheck =
            Flag.ofSwitch("--config.check", "Validates the configuration, prints what would be watched, exits.");

    private final WebOptions web = new WebOptions();
    private final LogOptions log = new LogOptions();

    @Override
    public String description() {
        return "Exports Amazon Bedrock batch inference jobs to Prometheus.";
    }

    @Override
    public List<Flag> flags() {
        return Stream.of(List.of(configFile, configCheck), web.serving(), log.all())
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public Integer call() throws ConfigException, InterruptedException {
        Signals.takeOver();
        boolean check = configCheck.isGiven();
        log.check();
        if (!check) {
            JdbcStore.preloadSqlite();
        }
        Configuration configuration = configuration();
        if (check) {
            System.out.print(ConfigCheck.describe(configuration));
            return 0;
        }
        Exporter exporter = new Exporter(configuration, web.settings(), InstantSource.system(), System.getenv());
        return Daemon.run(exporter, () -> {}, log, port -> {});
    }

    private Configuration configuration() throws ConfigException {
        Path file = Path.of(configFile.value());
        return configFile.isGiven() || Files.exists(file)
                ? new ConfigLoader(Regions::isKnown).load(file, System.getenv())
                : Configuration.defaults();
    }
}
