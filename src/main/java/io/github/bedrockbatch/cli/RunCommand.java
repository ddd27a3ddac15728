package io.github.bedrockbatch.cli;

import io.github.bedrockbatch.ConfigCheck;
import io.github.bedrockbatch.Exporter;
import io.github.bedrockbatch.aws.Regions;
import io.github.bedrockbatch.config.ConfigException;
import io.github.bedrockbatch.config.ConfigLoader;
import io.github.bedrockbatch.config.Configuration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code run}: the daemon. */
@Command(
        description = "Exports Amazon Bedrock batch inference jobs to Prometheus.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false)
final class RunCommand implements Callable<Integer> {
    private static final Path DEFAULT_FILE = Path.of("config", "bedrock-batch-exporter.yml");

    @Option(
            names = "--config.file",
            paramLabel = "FILE",
            description =
                    "The configuration. Default: config/bedrock-batch-exporter.yml if there is one, else an empty one.")
    private @Nullable Path file;

    @Option(names = "--config.check", description = "Validates the configuration, prints what would be watched, exits.")
    private boolean check;

    @Mixin
    private WebOptions web = new WebOptions();

    @Mixin
    private LogOptions log = new LogOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws ConfigException, InterruptedException {
        Configuration configuration = configuration();
        if (check) {
            print(ConfigCheck.describe(configuration));
            return 0;
        }
        Exporter exporter = new Exporter(configuration, web.address(), InstantSource.system());
        return Daemon.run(exporter, () -> {}, log, port -> {});
    }

    private Configuration configuration() throws ConfigException {
        ConfigLoader loader = new ConfigLoader(Regions::isKnown);
        if (file != null) {
            return loader.load(file, System.getenv());
        }
        return Files.exists(DEFAULT_FILE) ? loader.load(DEFAULT_FILE, System.getenv()) : Configuration.defaults();
    }

    private void print(String text) {
        if (spec != null) {
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
        }
    }
}
