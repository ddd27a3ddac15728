package io.github.bedrockbatch.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file is read as often as it is asked for, and a change of what it holds, or of what it names, shows. */
@NullMarked
final class ConfigFileTest {
    @TempDir
    private Path directory = Path.of(".");

    private Path path() {
        return directory.resolve("c.yml");
    }

    private ConfigFile file(boolean required) {
        return new ConfigFile(path(), required, Texts.LOADER, Map.of("PROFILE", "batch"));
    }

    @Test
    void isReadAnewWithTheEnvironment() throws IOException, ConfigException {
        ConfigFile file = file(true);
        Files.writeString(path(), "aws: {profile: \"${PROFILE}\"}");
        assertThat(file.load().aws().profile()).contains("batch");
        Files.writeString(path(), "aws: {profile: other}");
        assertThat(file.load().aws().profile()).contains("other");
    }

    @Test
    void isNamedInErrors() throws IOException {
        ConfigFile file = file(true);
        assertThatThrownBy(file::load).hasMessageContaining("c.yml: does not exist");
        Files.writeString(path(), "pol: {}");
        assertThatThrownBy(file::load).hasMessageContaining("c.yml:1: pol: is not a known key");
    }

    @Test
    void mayBeMissingAsLongAsItWasNeverThere() throws IOException, ConfigException {
        ConfigFile file = file(false);
        assertThat(file.load()).isEqualTo(Configuration.defaults());
        Files.writeString(path(), "poll: {interval: 1m}");
        assertThat(file.load()).isEqualTo(Texts.load("poll: {interval: 1m}"));
        Files.delete(path());
        assertThatThrownBy(file::load).hasMessageContaining("does not exist");
    }

    @Test
    void showsAChangeOfItself() throws IOException {
        ConfigFile file = file(true);
        ConfigFile.Contents missing = file.contents(Configuration.defaults());
        Files.writeString(path(), "a");
        ConfigFile.Contents first = file.contents(Configuration.defaults());
        Files.writeString(path(), "b");
        ConfigFile.Contents second = file.contents(Configuration.defaults());
        Files.writeString(path(), "a");
        assertThat(first).isNotEqualTo(missing).isNotEqualTo(second);
        assertThat(file.contents(Configuration.defaults())).isEqualTo(first);
    }

    @Test
    void showsAChangeOfTheLinkThatItIs() throws IOException {
        Path old = Files.writeString(directory.resolve("old"), "a");
        Path next = Files.writeString(directory.resolve("new"), "b");
        ConfigFile file = file(true);
        Files.createSymbolicLink(path(), old);
        ConfigFile.Contents before = file.contents(Configuration.defaults());
        Files.delete(path());
        Files.createSymbolicLink(path(), next);
        assertThat(file.contents(Configuration.defaults())).isNotEqualTo(before);
    }

    @Test
    void showsAChangeOfWhatTheConfigurationNames() throws IOException, ConfigException {
        Path bundle = Files.writeString(directory.resolve("ca.pem"), "a");
        Path password = Files.writeString(directory.resolve("password"), "a");
        Configuration naming =
                Texts.load("aws: {ca_bundle: \"" + bundle + "\"}\nstore: {password_file: \"" + password + "\"}");
        ConfigFile file = file(true);
        ConfigFile.Contents first = file.contents(naming);
        ConfigFile.Contents withoutThem = file.contents(Configuration.defaults());
        Files.writeString(bundle, "b");
        ConfigFile.Contents second = file.contents(naming);
        Files.writeString(password, "b");
        ConfigFile.Contents third = file.contents(naming);
        assertThat(first).isNotEqualTo(second);
        assertThat(second).isNotEqualTo(third);
        assertThat(file.contents(Configuration.defaults())).isEqualTo(withoutThem);
    }

    /** A pipe, as of a shell's process substitution, can be read once only. */
    @Test
    void readsNoFileThatIsNone() throws IOException {
        Files.createDirectory(path());
        ConfigFile file = file(true);
        ConfigFile.Contents folder = file.contents(Configuration.defaults());
        Files.delete(path());
        assertThat(file.contents(Configuration.defaults())).isEqualTo(folder);
    }

    @Test
    void earlierContentsStandForThemselves() throws IOException, ConfigException {
        Path bundle = Files.writeString(directory.resolve("ca.pem"), "a");
        Configuration naming = Texts.load("aws: {ca_bundle: \"" + bundle + "\"}");
        ConfigFile file = file(true);
        Files.writeString(path(), "a");
        ConfigFile.Contents earlier = file.contents(Configuration.defaults());
        ConfigFile.Contents all = file.contents(naming);
        Files.writeString(path(), "b");
        assertThat(file.contents(naming).since(earlier)).isEqualTo(all);
        assertThat(file.contents(Configuration.defaults()).since(all)).isEqualTo(earlier);
    }
}
