package io.github.bedrockbatch.reload;

import io.github.bedrockbatch.aws.AwsConfigurationException;
import io.github.bedrockbatch.config.ConfigDifference;
import io.github.bedrockbatch.config.ConfigException;
import io.github.bedrockbatch.config.ConfigFile;
import io.github.bedrockbatch.config.Configuration;
import io.github.bedrockbatch.config.UnusableConfigurationException;
import io.github.bedrockbatch.schedule.Task;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reloads the configuration. Every reload goes through this class, one at a time. The old configuration stays in force unless the next one
 * is valid and can be applied. Thread-safe.
 */
public final class ConfigReloader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigReloader.class);
    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(5);
    private static final String CLOSED = "The exporter is starting or stopping. Retry later.";
    private static final String UNEXPECTED = "unexpected failure: the log has it, please report it";

    private final ConfigFile file;
    private final boolean watched;
    private final List<Task> tasks;
    private final ReloadQueue<List<String>> queue = new ReloadQueue<>(this::attempt);
    private volatile State state;
    private volatile @Nullable Running running;

    private ConfigReloader(ConfigFile file, boolean watched, State state) {
        this.file = file;
        this.watched = watched;
        this.state = state;
        ConfigWatch<ConfigFile.Contents> watch = new ConfigWatch<>(this::look, this::seen, this::reloadApart);
        Task task = new Task("config file", LOOK_INTERVAL, () -> {
            if (running != null) {
                watch.look();
            }
        });
        this.tasks = watched ? List.of(task) : List.of();
    }

    /** Puts a configuration to work. */
    @FunctionalInterface
    public interface Application {
        /**
         * Puts it to work. Whatever is thrown, the old one stays in force.
         *
         * @throws UnusableConfigurationException if the configuration cannot be put to work
         * @throws AwsConfigurationException if AWS cannot be reached as it says
         */
        void apply(Configuration next);
    }

    /**
     * What the last reload left.
     *
     * @param configuration in force
     * @param seen what the files held, whether it was put to work or refused
     */
    private record State(Configuration configuration, ConfigFile.Contents seen) {}

    private record Running(Application application, Runnable failed) {}

    /**
     * Reads the configuration for the first time, and takes no reload yet.
     *
     * @param watched whether a change of the file, or of a file that the configuration names, is a reason to reload
     * @throws ConfigException when the file is missing, unreadable or wrong, with all that is
     */
    public static ConfigReloader load(ConfigFile file, boolean watched) throws ConfigException {
        ConfigFile.Contents before = contents(file, watched, Configuration.defaults());
        Configuration first = file.load();
        ConfigFile.Contents seen = contents(file, watched, first).since(before);
        return new ConfigReloader(file, watched, new State(first, seen));
    }

    /** Returns the configuration in force. */
    public Configuration configuration() {
        return state.configuration;
    }

    /**
     * Takes reloads from now on.
     *
     * @param failed told after a reload that left the old configuration in force
     */
    public void open(Application application, Runnable failed) {
        running = new Running(application, failed);
    }

    /** Takes no reload any more. One that is under way goes on. */
    @Override
    public void close() {
        running = null;
    }

    /** Returns why no reload is taken; empty if it is. */
    public Optional<String> obstacle() {
        return running == null ? Optional.of(CLOSED) : Optional.empty();
    }

    /**
     * Reads the file and puts the configuration to work, after the reload that runs now.
     *
     * @param trigger who asks, for the log
     * @return what is wrong, a line each; empty if the configuration in force is the file's
     */
    public List<String> reload(String trigger) {
        return queue.await(trigger);
    }

    /** Returns what this process has to run again and again: the look at the files, if they are watched. */
    public List<Task> tasks() {
        return tasks;
    }

    private ConfigFile.Contents look() {
        return contents(file, watched, state.configuration);
    }

    /** Reads nothing for a process that does not watch its files, because the hash function alone would slow its start. */
    private static ConfigFile.Contents contents(ConfigFile file, boolean watched, Configuration configuration) {
        return watched ? file.contents(configuration) : ConfigFile.Contents.NONE;
    }

    private ConfigFile.Contents seen() {
        return state.seen;
    }

    /** Reloads on a thread of its own, because a reload may wait for the tasks of the schedule to end. */
    private void reloadApart() {
        Thread.startVirtualThread(() -> reload("file changed"));
    }

    /** What was seen before the file is read is kept, so that a change that comes while it is read is found by the next look. */
    private List<String> attempt(String trigger) {
        Running present = running;
        if (present == null) {
            LOG.atWarn().addKeyValue("trigger", trigger).log("Configuration not reloaded. {}", CLOSED);
            return List.of(CLOSED);
        }
        Configuration current = state.configuration;
        ConfigFile.Contents before = contents(file, watched, current);
        state = new State(current, before);
        try {
            Configuration next = file.load();
            ConfigDifference difference = ConfigDifference.between(current, next);
            List<String> refusals = difference.refusals();
            if (!refusals.isEmpty()) {
                return failed(present, trigger, refusals);
            }
            State successor = new State(next, contents(file, watched, next).since(before));
            present.application.apply(next);
            state = successor;
            LOG.atInfo().addKeyValue("trigger", trigger).log("Configuration reloaded: {}", difference);
            return List.of();
        } catch (ConfigException | UnusableConfigurationException | AwsConfigurationException e) {
            return failed(
                    present, trigger, String.valueOf(e.getMessage()).lines().toList());
        } catch (RuntimeException e) {
            LOG.error("The reload of {} failed", file, e);
            return failed(present, trigger, List.of(UNEXPECTED));
        }
    }

    private static List<String> failed(Running present, String trigger, List<String> errors) {
        present.failed.run();
        errors.forEach(error -> LOG.atError()
                .addKeyValue("trigger", trigger)
                .log("Configuration not reloaded, the old one stays in force: {}", error));
        return errors;
    }
}
