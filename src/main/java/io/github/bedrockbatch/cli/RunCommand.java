package io.github.bedrockbatch.cli;

import io.github.bedrockbatch.Exporter;
import io.github.bedrockbatch.aws.Regions;
import io.github.bedrockbatch.config.ConfigException;
import io.github.bedrockbatch.config.ConfigLoader;
import io.github.bedrockbatch.config.Configuration;
import io.github.bedrockbatch.web.WebSettings;
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
            "--config.file",
            "FILE",
            DEFAULT_FILE,
            "The configuration file. Without the default file the configuration is empty.");

    private final CheckOptions check = new CheckOptions();
    private final WebOptions web = new WebOptions();
    private final LogOptions log = new LogOptions();

    @Override
    public String description() {
        return "Exports Amazon Bedrock batch inference jobs to Prometheus.";
    }

    @Override
    public List<Flag> flags() {
        return Stream.of(List.of(configFile), check.all(), web.securing(), log.all())
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public Integer call() throws Exception {
        Signals.takeOver();
        Path file = configFile.file();
        WebSettings settings = web.settings();
        log.check();
        return switch (check.check()) {
            case NONE -> serve(file, settings);
            case FILE -> {
                System.out.print(ConfigCheck.describe(configuration(file)));
                yield 0;
            }
            case AWS -> AwsCheck.run(configuration(file), check.format());
        };
    }

    private int serve(Path file, WebSettings settings) throws Exception {
        return SqlitePreload.beside(() -> {
            Exporter exporter = new Exporter(configuration(file), settings, InstantSource.system(), System.getenv());
            return Daemon.run(exporter, () -> {}, log, port -> {});
        });
    }

    private Configuration configuration(Path file) throws ConfigException {
        return configFile.isGiven() || Files.exists(file)
                ? new ConfigLoader(Regions::isKnown).load(file, System.getenv())
                : Configuration.defaults();
    }
}
