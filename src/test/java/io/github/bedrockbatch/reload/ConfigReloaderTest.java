package io.github.bedrockbatch.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.bedrockbatch.aws.AwsConfigurationException;
import io.github.bedrockbatch.config.ConfigException;
import io.github.bedrockbatch.config.ConfigFile;
import io.github.bedrockbatch.config.ConfigLoader;
import io.github.bedrockbatch.config.Configuration;
import io.github.bedrockbatch.config.UnusableConfigurationException;
import io.github.bedrockbatch.schedule.Task;
import io.github.bedrockbatch.testing.LogLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A configuration is put to work if it is valid and works. Otherwise the old one stays, and everyone is told why. */
final class ConfigReloaderTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @RegisterExtension
    final LogLines log = new LogLines(ConfigReloader.class.getName());

    @TempDir
    private Path directory = Path.of(".");

    private final List<Configuration> applied = new CopyOnWriteArrayList<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private volatile @Nullable RuntimeException obstacle;
    private @Nullable ConfigReloader made;

    @BeforeEach
    void load() throws IOException, ConfigException {
        write("poll: {interval: 30s}");
        ConfigFile file = new ConfigFile(path(), true, new ConfigLoader(region -> true), Map.of());
        made = ConfigReloader.load(file, true);
    }

    @Test
    void putsTheNextConfigurationToWork() throws IOException {
        open();
        write("poll: {interval: 1m}");

        assertThat(reloader().reload("SIGHUP")).isEmpty();

        assertThat(applied).hasSize(1);
        assertThat(reloader().configuration()).isEqualTo(applied.getFirst());
        assertThat(reloader().configuration().poll().interval()).isEqualTo(MINUTE);
        assertThat(failures).isEmpty();
        assertThat(log.list()).containsExactly("[INFO] Configuration reloaded: poll.interval: from 30s to 1m");
    }

    /** A file that the configuration names may have changed. */
    @Test
    void putsTheSameConfigurationToWorkAgain() {
        open();
        assertThat(reloader().reload("SIGHUP")).isEmpty();
        assertThat(applied).hasSize(1);
        assertThat(log.list()).containsExactly("[INFO] Configuration reloaded: nothing changed");
    }

    @Test
    void keepsTheOldOneWhenTheFileIsWrong() throws IOException {
        open();
        write("poll: {interval: 1}\nretention: {max_jobs: none}\n");

        List<String> errors = reloader().reload("SIGHUP");

        assertThat(errors).hasSize(2);
        assertThat(errors.getFirst()).contains(path() + ":1: poll.interval: \"1\": must be");
        assertThat(errors.getLast()).contains(":2: retention.max_jobs: \"none\": must be");
        assertOldOneStays(errors);
    }

    @Test
    void refusesWhatNeedsARestart() throws IOException {
        open();
        write("poll: {interval: 1m}\nstore: {type: memory, max_connections: 9}\n");

        List<String> errors = reloader().reload("SIGHUP");

        assertThat(errors)
                .containsExactly(
                        "store.type: from sqlite to memory: cannot change at run time: restart the exporter, or undo the change",
                        "store.max_connections: from 4 to 9: cannot change at run time: restart the exporter, or undo the change");
        assertThat(applied).isEmpty();
        assertOldOneStays(errors);
    }

    static Stream<RuntimeException> refusals() {
        return Stream.of(
                new UnusableConfigurationException("it watches nothing\nand a queue has no region"),
                new AwsConfigurationException("it watches nothing\nand a queue has no region"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void keepsTheOldOneWhenTheNextDoesNotWork(RuntimeException refusal) throws IOException {
        open();
        obstacle = refusal;
        write("poll: {interval: 1m}");

        List<String> errors = reloader().reload("SIGHUP");

        assertThat(errors).containsExactly("it watches nothing", "and a queue has no region");
        assertOldOneStays(errors);
        obstacle = null;
        assertThat(reloader().reload("SIGHUP")).isEmpty();
        assertThat(reloader().configuration().poll().interval()).isEqualTo(MINUTE);
    }

    static Stream<RuntimeException> surprises() {
        return Stream.of(new IllegalStateException("secret"), new IllegalArgumentException("secret"));
    }

    @ParameterizedTest
    @MethodSource("surprises")
    void keepsTheOldOneAfterAFailureThatNobodyExpected(RuntimeException surprise) throws IOException {
        open();
        obstacle = surprise;
        write("poll: {interval: 1m}");

        assertThat(reloader().reload("SIGHUP")).hasSize(1).first().asString().doesNotContain("secret");

        assertThat(log.list()).first().asString().startsWith("[ERROR] The reload of " + path() + " failed");
        assertThat(reloader().configuration().poll().interval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(failures).hasSize(1);
    }

    @Test
    void takesNoReloadBeforeItIsOpenAndAfterItIsClosed() throws IOException {
        write("poll: {interval: 1m}");
        assertThat(reloader().obstacle()).isPresent();
        assertThat(reloader().reload("SIGHUP")).hasSize(1);
        open();
        assertThat(reloader().obstacle()).isEmpty();
        reloader().close();
        assertThat(reloader().reload("SIGHUP")).hasSize(1);
        assertThat(applied).isEmpty();
        assertThat(failures).isEmpty();
    }

    @Test
    void watchesOnlyIfAsked() throws ConfigException {
        ConfigFile file = new ConfigFile(path(), true, new ConfigLoader(region -> true), Map.of());
        assertThat(ConfigReloader.load(file, false).tasks()).isEmpty();
        assertThat(reloader().tasks()).hasSize(1);
    }

    @Test
    void theWatchReloadsAChangedFileOnce() throws IOException {
        open();
        Task watch = reloader().tasks().getFirst();
        write("poll: {interval: 1m}");
        watch.run().run();
        assertThat(applied).isEmpty();
        watch.run().run();
        await().atMost(PATIENCE)
                .until(() -> reloader().configuration().poll().interval().equals(MINUTE));
        looks(watch);
        assertThat(applied).hasSize(1);
    }

    @Test
    void theWatchTellsOfABrokenFileOnce() throws IOException {
        open();
        Task watch = reloader().tasks().getFirst();
        write("poll: {interval: 1}");
        watch.run().run();
        watch.run().run();
        await().atMost(PATIENCE).until(() -> failures.size() == 1);
        looks(watch);
        assertThat(failures).hasSize(1);
        write("poll: {interval: 1m}");
        watch.run().run();
        watch.run().run();
        await().atMost(PATIENCE)
                .until(() -> reloader().configuration().poll().interval().equals(MINUTE));
    }

    @Test
    void theWatchLeavesAloneWhatAnotherReloadHasSeen() throws IOException {
        open();
        Task watch = reloader().tasks().getFirst();
        Path bundle = Files.writeString(directory.resolve("ca.pem"), "a");
        write("aws: {ca_bundle: \"" + bundle + "\"}");
        assertThat(reloader().reload("SIGHUP")).isEmpty();
        looks(watch);
        assertThat(applied).hasSize(1);
        Files.writeString(bundle, "b");
        watch.run().run();
        watch.run().run();
        await().atMost(PATIENCE).until(() -> applied.size() == 2);
        looks(watch);
        assertThat(applied).hasSize(2);
    }

    @Test
    void theWatchWaitsUntilReloadsAreTaken() throws IOException {
        Task watch = reloader().tasks().getFirst();
        write("poll: {interval: 1m}");
        looks(watch);
        assertThat(log.list()).isEmpty();
        open();
        watch.run().run();
        watch.run().run();
        await().atMost(PATIENCE)
                .until(() -> reloader().configuration().poll().interval().equals(MINUTE));
    }

    private void assertOldOneStays(List<String> errors) {
        assertThat(reloader().configuration().poll().interval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(failures).hasSize(1);
        assertThat(log.list())
                .containsExactlyElementsOf(errors.stream()
                        .map(error -> "[ERROR] Configuration not reloaded, the old one stays in force: " + error)
                        .toList());
    }

    private static void looks(Task watch) {
        for (int i = 0; i < 3; i++) {
            watch.run().run();
        }
    }

    private void open() {
        reloader()
                .open(
                        next -> {
                            RuntimeException refusal = obstacle;
                            if (refusal != null) {
                                throw refusal;
                            }
                            applied.add(next);
                        },
                        () -> failures.add("failed"));
    }

    private ConfigReloader reloader() {
        return Objects.requireNonNull(made);
    }

    private Path path() {
        return directory.resolve("c.yml");
    }

    private void write(String text) throws IOException {
        Files.writeString(path(), text);
    }
}
