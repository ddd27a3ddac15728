package io.github.bedrockbatch.cli;

import io.github.bedrockbatch.Exporter;
import io.github.bedrockbatch.aws.Regions;
import io.github.bedrockbatch.config.ConfigException;
import io.github.bedrockbatch.config.ConfigLoader;
import io.github.bedrockbatch.config.Configuration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.OptionSpec;

/** {@code run}: the daemon. */
final class RunCommand implements Command {
    /** A packaging, such as the container image, has its own place for it. */
    private static final String DEFAULT_FILE = "${sys:config.file.default:-config/bedrock-batch-exporter.yml}";

    private final OptionSpec configFile = OptionSpec.builder("--config.file")
            .paramLabel("FILE")
            .type(Path.class)
            .defaultValue(DEFAULT_FILE)
            .description("The configuration. Default: ${DEFAULT-VALUE} if there is one, else an empty one.")
            .build();

    private final OptionSpec configCheck = OptionSpec.builder("--config.check")
            .type(boolean.class)
            .defaultValue("false")
            .description("Validates the configuration, prints what would be watched, exits.")
            .build();

    private final WebOptions web = new WebOptions();
    private final LogOptions log = new LogOptions();

    @Override
    public String description() {
        return "Exports Amazon Bedrock batch inference jobs to Prometheus.";
    }

    @Override
    public List<OptionSpec> options() {
        return Stream.of(List.of(configFile, configCheck), web.serving(), log.all())
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public Integer call() throws ConfigException, InterruptedException {
        Signals.takeOver();
        Configuration configuration = configuration();
        boolean check = configCheck.getValue();
        if (check) {
            System.out.print(ConfigCheck.describe(configuration));
            return 0;
        }
        Exporter exporter = new Exporter(configuration, web.settings(), InstantSource.system(), System.getenv());
        return Daemon.run(exporter, () -> {}, log, port -> {});
    }

    private Configuration configuration() throws ConfigException {
        Path file = configFile.getValue();
        return isGiven() || Files.exists(file)
                ? new ConfigLoader(Regions::isKnown).load(file, System.getenv())
                : Configuration.defaults();
    }

    private boolean isGiven() {
        return configFile.command().commandLine().getParseResult().hasMatchedOption(configFile);
    }
}
