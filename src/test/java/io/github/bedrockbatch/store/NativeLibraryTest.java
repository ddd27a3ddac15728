package io.github.bedrockbatch.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a start that was killed has left in the temporary folder. */
final class NativeLibraryTest {
    private static final Instant NOW = Instant.parse("2100-01-01T00:00:00Z");

    @TempDir
    private Path temporary = Path.of(".");

    @Test
    void sweepsWhatIsAbandoned() throws IOException {
        Path abandoned = unpacked("bedrock-batch-exporter-sqlite-1", Duration.ofMinutes(11));

        NativeLibrary.sweep(temporary, NOW);

        assertThat(abandoned).doesNotExist();
    }

    @Test
    void leavesWhatAnotherMayUseOrOwns() throws IOException {
        Path starting = unpacked("bedrock-batch-exporter-sqlite-1", Duration.ofMinutes(9));
        Path foreign = unpacked("sqlite-of-another-program", Duration.ofDays(9));
        Path elsewhere = unpacked("elsewhere", Duration.ofDays(9));
        Path link = Files.createSymbolicLink(temporary.resolve("bedrock-batch-exporter-sqlite-2"), elsewhere);

        NativeLibrary.sweep(temporary, NOW);

        assertThat(starting).isNotEmptyDirectory();
        assertThat(foreign).isNotEmptyDirectory();
        assertThat(link).isNotEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({
        "memory, 'store.type: memory', false",
        "memory, 'store.type: memory', true",
        "exporter.db, exporter.db, false",
        "exporter.db, exporter.db, true"
    })
    void whereItCannotBeUnpackedIsToldInALine(String store, String name, boolean loadedBefore)
            throws IOException, InterruptedException {
        Path noFolder = Files.createFile(temporary.resolve("file"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + noFolder,
                "-cp",
                System.getProperty("java.class.path"),
                OpenStore.class.getName(),
                store.equals("memory") ? store : temporary.resolve(store).toString()));
        if (loadedBefore) {
            command.add("loaded before");
        }
        Process process = new ProcessBuilder(command).start();

        try (var output = process.inputReader()) {
            assertThat(output.readAllAsString())
                    .contains(name + ": cannot be opened, must be able to load SQLite's native library: ")
                    .contains("org.sqlite.tmpdir");
        }
        assertThat(process.waitFor()).isEqualTo(1);
    }

    private Path unpacked(String name, Duration age) throws IOException {
        Path folder = Files.createDirectory(temporary.resolve(name));
        Files.writeString(folder.resolve("sqlite-unknown-1-libsqlitejdbc.so"), "library");
        Files.writeString(folder.resolve("sqlite-unknown-1-libsqlitejdbc.so.lck"), "");
        return Files.setLastModifiedTime(folder, FileTime.from(NOW.minus(age)));
    }
}
