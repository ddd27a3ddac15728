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
    /** A packaging, such as the container image, has its own place for it. */
    private static final String DEFAULT_FILE = "${sys:config.file.default:-config/bedrock-batch-exporter.yml}";

    @Option(
            names = "--config.file",
            paramLabel = "FILE",
            defaultValue = DEFAULT_FILE,
            description = "The configuration. Default: ${DEFAULT-VALUE} if there is one, else an empty one.")
    private Path file = Path.of("");

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
        return isGiven() || Files.exists(file)
                ? new ConfigLoader(Regions::isKnown).load(file, System.getenv())
                : Configuration.defaults();
    }

    private boolean isGiven() {
        return spec != null && spec.commandLine().getParseResult().hasMatchedOption("--config.file");
    }

    private void print(String text) {
        if (spec != null) {
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
        }
    }
}
