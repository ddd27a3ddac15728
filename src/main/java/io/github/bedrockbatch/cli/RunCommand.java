package io.github.bedrockbatch.cli;

import io.github.bedrockbatch.Exporter;
import io.github.bedrockbatch.aws.Regions;
import io.github.bedrockbatch.config.ConfigFile;
import io.github.bedrockbatch.config.ConfigLoader;
import io.github.bedrockbatch.reload.ConfigReloader;
import io.github.bedrockbatch.web.WebSettings;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** {@code run}: the daemon. */
final class RunCommand implements Command {
    /** A packaging, such as the container image, has its own place for it. */
    private static final String DEFAULT_FILE =
            System.getProperty("config.file.default", "config/bedrock-batch-exporter.yml");

    private final Flag configFile = Flag.of(
            "--config.file",
            "FILE",
            DEFAULT_FILE,
            "Configuration file. If the default file does not exist, the configuration is empty.");

    private final Flag autoReload = Flag.ofSwitch(
            "--config.enable-auto-reload",
            "Reloads the configuration when the configuration file changes, or a file that it names.");

    private final CheckOptions check = new CheckOptions();
    private final WebOptions web = new WebOptions();
    private final LogOptions log = new LogOptions();

    @Override
    public String description() {
        return "Exports Amazon Bedrock batch inference jobs to Prometheus. This command is the default.";
    }

    @Override
    public List<Group> groups() {
        return List.of(
                new Group("Configuration", List.of(configFile, autoReload)),
                new Group("Check", check.all()),
                new Group("HTTP", web.securing()),
                new Group("Log", log.all()));
    }

    @Override
    public List<String> examples() {
        return List.of("run --config.file=exporter.yml", "run --config.file=exporter.yml --config.check=aws");
    }

    @Override
    public Integer call() throws Exception {
        Hangup hangup = Signals.takeOver();
        ConfigFile file = new ConfigFile(
                configFile.file(), configFile.isGiven(), new ConfigLoader(Regions::isKnown), System.getenv());
        WebSettings settings = web.settings();
        log.check();
        return switch (check.check()) {
            case NONE -> serve(file, settings, hangup);
            case FILE -> {
                System.out.print(ConfigCheck.describe(file.load()));
                yield 0;
            }
            case AWS -> AwsCheck.run(file.load(), check.format());
        };
    }

    private int serve(ConfigFile file, WebSettings settings, Hangup hangup) throws Exception {
        return SqlitePreload.beside(() -> {
            ConfigReloader reloader = ConfigReloader.load(file, autoReload.isGiven());
            Exporter exporter = new Exporter(
                    reloader.configuration(), settings, InstantSource.system(), System.getenv(), Optional.of(reloader));
            return Daemon.run(exporter, () -> {}, log, port -> {}, () -> {
                reloader.open(exporter::reload, exporter::reloadFailed);
                hangup.asksFor(() -> reloader.reload("SIGHUP"));
            });
        });
    }
}
