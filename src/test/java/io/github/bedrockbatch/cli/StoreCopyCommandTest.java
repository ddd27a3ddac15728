package io.github.bedrockbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.store.JdbcStore;
import io.github.bedrockbatch.testing.Postgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds what {@code store copy} says, and with which exit code it ends. */
class StoreCopyCommandTest {
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    @TempDir
    private Path directory = Path.of(".");

    @BeforeEach
    void capture() {
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setOut(out);
        System.setErr(err);
    }

    @Test
    void printsOneLineOfWhatWasCopied() throws IOException {
        store("old.db");

        assertThat(run("store", "copy", "--from=" + configuration("old"), "--to=" + configuration("new")))
                .isZero();

        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .singleElement()
                .asString()
                .startsWith("Copied from " + directory.resolve("old.db") + " to " + directory.resolve("new.db")
                        + ": jobs 0, ")
                .contains("journal entries 0");
        assertThat(errors.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(directory.resolve("new.db")).exists();
    }

    @Test
    void copiesIntoPostgresql() throws IOException {
        store("old.db");
        Path shared = Files.writeString(
                directory.resolve("shared.yml"),
                "store: {type: postgresql, url: '" + Postgres.url() + "', schema: " + Postgres.newSchema() + "}");

        assertThat(run("store", "copy", "--from=" + configuration("old"), "--to=" + shared))
                .isZero();

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .startsWith("Copied from " + directory.resolve("old.db") + " to jdbc:postgresql://localhost:");
    }

    @Test
    void aStoreInUseIsOneLineAndExitCode1() throws IOException {
        try (JobStore running = JdbcStore.sqlite(directory.resolve("old.db"))) {
            running.open();
            assertRefused(
                    1,
                    directory.resolve("old.db") + ": is in use by another process: ",
                    "store",
                    "copy",
                    "--from=" + configuration("old"),
                    "--to=" + configuration("new"));
        }
    }

    @Test
    void theSameStoreTwiceIsBadUsage() throws IOException {
        store("old.db");
        assertRefused(
                2,
                directory.resolve("old.db")
                        + ": is the store to copy from and the store to copy into, must be two stores: ",
                "store",
                "copy",
                "--from=" + configuration("old"),
                "--to=" + configuration("old"));
    }

    @Test
    void aStoreInMemoryIsBadUsage() throws IOException {
        Path memory = Files.writeString(directory.resolve("memory.yml"), "store: {type: memory}");
        assertRefused(
                2,
                "memory: store.type of the store to copy into must be sqlite or postgresql",
                "store",
                "copy",
                "--from=" + configuration("old"),
                "--to=" + memory);
    }

    @Test
    void bothFilesMustBeGivenAndThereAndRight() throws IOException {
        Path old = configuration("old");
        Path wrong = Files.writeString(directory.resolve("wrong.yml"), "storre: {type: memory}");
        Path absent = directory.resolve("absent.yml");

        assertRefused(2, "--from: must be given: ", "store", "copy", "--to=" + old);
        assertRefused(2, "--to: must be given: ", "store", "copy", "--from=" + old);
        assertRefused(2, "\"\": must be the path of a file: change --to", "store", "copy", "--from=" + old, "--to=");
        assertRefused(
                2,
                absent + ": does not exist: name another file with --to",
                "store",
                "copy",
                "--from=" + old,
                "--to=" + absent);
        assertRefused(2, wrong + ":", "store", "copy", "--from=" + wrong, "--to=" + old);
    }

    @Test
    void theGroupAloneSaysWhatComesAfterIt() {
        assertRefused(2, "store: must come before a command: store copy --from=FILE --to=FILE", "store");
    }

    @Test
    void anUnknownSubcommandIsBadUsage() {
        assertThat(run("store", "move")).isEqualTo(2);
        assertThat(errors.toString(StandardCharsets.UTF_8)).contains("move");
    }

    @Test
    void theHelpIsThatOfTheSubcommand() {
        assertThat(run("store", "copy", "--help")).isZero();
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("Usage: bedrock-batch-exporter store copy", "--from=FILE", "--to=FILE");
    }

    @Test
    void theHelpOfTheGroupListsItsSubcommand() {
        assertThat(run("store", "--help")).isZero();
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("Usage: bedrock-batch-exporter store", "copy  Copies jobs, journal, totals and cursors");
    }

    private static int run(String... arguments) {
        return CommandLineInterface.run(arguments);
    }

    private void assertRefused(int code, String start, String... arguments) {
        errors.reset();
        assertThat(run(arguments)).isEqualTo(code);
        assertThat(errors.toString(StandardCharsets.UTF_8).lines())
                .singleElement()
                .asString()
                .startsWith(start);
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    private void store(String name) {
        try (JobStore store = JdbcStore.sqlite(directory.resolve(name))) {
            store.open();
        }
    }

    /** Writes a configuration whose store is a file of that name. */
    private Path configuration(String name) throws IOException {
        return Files.writeString(
                directory.resolve(name + ".yml"), "store: {path: '" + directory.resolve(name + ".db") + "'}");
    }
}
