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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are no configuration as a whole. */
@NullMarked
final class DocumentTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# nothing\n",
                "---\n",
                "\uFEFF",
                "poll:\n",
                "{}",
                "aws: {accounts: [], endpoint_urls: {}}",
                "store: {schema: public}"
            })
    void aTextThatSetsNothingMeansTheDefaults(String text) throws ConfigException {
        assertThat(Texts.load(text)).isEqualTo(Configuration.defaults());
    }

    @ParameterizedTest
    @ValueSource(strings = {"- a", "text", "42"})
    void aDocumentThatIsNoMappingIsAnError(String text) {
        assertThat(Texts.error(text)).isEqualTo("c.yml:1: must be a mapping of keys, such as \"poll:\"");
    }

    @Test
    void twoDocumentsAreAnError() {
        assertThat(Texts.error("poll: {}\n---\npoll: {}\n"))
                .isEqualTo("c.yml:2: must be one YAML document: but found another document");
    }

    @Test
    void brokenYamlIsAnErrorWithItsLine() {
        assertThat(Texts.error("poll:\n  interval: [1\n")).startsWith("c.yml:3: must be one YAML document: ");
        assertThat(Texts.error("poll:\n\tinterval: 1s\n"))
                .startsWith("c.yml:2: must be one YAML document: found character '\\t(TAB)' ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\\U", "\"\\u12", "a: \"\\x", "\"\\UFFFFFFFF\"", "\"\\xZZ\""})
    void anEscapeThatIsNoneIsAnError(String text) {
        assertThat(Texts.error(text)).contains("must be one YAML document: ");
    }

    @Test
    void keysThatComeTwiceOrAreNoWordsAreErrors() {
        assertThat(Texts.error("poll: {}\nevents: {}\npoll: {}\n"))
                .isEqualTo("c.yml:3: poll: must not be given twice; it is on line 1 too");
        assertThat(Texts.error("poll: {[a]: b}")).isEqualTo("c.yml:1: poll: a list: must have plain words as keys");
    }

    @Test
    void aliasBombsAndLoopsAreErrors() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            bomb.append("a")
                    .append(i)
                    .append(": &a")
                    .append(i)
                    .append(" [")
                    .append(("*a" + (i - 1) + ", ").repeat(10))
                    .append("]\n");
        }
        assertThat(Texts.error(bomb.toString()))
                .contains("must not use aliases that contain themselves or grow beyond");
        assertThat(Texts.error("jobs: &j [*j]"))
                .contains("must not use aliases that contain themselves or grow beyond");
    }

    @Test
    void anAliasIsAllowed() throws ConfigException {
        assertThat(Texts.load("aws: {connect_timeout: &t 7s, read_timeout: *t}")
                        .aws()
                        .readTimeout())
                .hasSeconds(7);
    }

    @Test
    void depthTagsAndSizeAreBounded() {
        assertThat(Texts.error("[".repeat(100_000))).isEqualTo("c.yml:1: must not be nested deeper than 20 levels");
        assertThat(Texts.error("store: {path: !secret x}")).isEqualTo("c.yml:1: must not use the YAML tag \"!secret\"");
        assertThat(Texts.error("#".repeat((1 << 20) + 1)))
                .isEqualTo("c.yml: must be at most 1 MiB; split the work over several exporters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:", "//", "@", "$", "${", "(", "1", "\uD83D\uDE00"})
    void aValueOfAnyLengthIsOneShortError(String piece) {
        String value = piece.repeat(300_000 / piece.length());
        for (String key :
                new String[] {"aws.endpoint_url", "store.url", "poll.interval", "retention.max_jobs", "store.type"}) {
            String text = key.replace(".", ": {") + ": '" + value + "'}";
            assertThat(Texts.error(text)).startsWith("c.yml:1: " + key).hasSizeLessThan(300);
        }
    }

    @Test
    void environmentVariablesArePutIntoValues() throws ConfigException {
        assertThat(Texts.load("aws: {profile: \"a-${PROFILE}-$$-$\"}").aws().profile())
                .contains("a-batch-$-$");
        assertThat(Texts.error("aws: {profile: \"${NOPE}\"}"))
                .isEqualTo(
                        "c.yml:1: aws.profile: \"${NOPE}\": must name an environment variable that is set; NOPE is not");
        assertThat(Texts.error("aws: {profile: \"${a b\"}"))
                .isEqualTo(
                        "c.yml:1: aws.profile: \"${a b\": must name an environment variable as ${NAME}; write $$ for a dollar");
        assertThat(Texts.error("store: {type: \"${TOKEN}\"}"))
                .contains("\"${TOKEN}\"")
                .doesNotContain("s3cr3t");
        assertThat(Texts.error("aws: {profile: \"${EMPTY}\"}")).contains("must be 1 to 256 characters");
    }

    @Test
    void filesAreReadAndTheirTroublesNamed(@TempDir Path folder) throws IOException, ConfigException {
        Path file = folder.resolve("c.yml");
        assertThatThrownBy(() -> Texts.LOADER.load(file, Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessage(file + ": does not exist; create it or name another with --config.file");
        assertThatThrownBy(() -> Texts.LOADER.load(folder, Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("cannot be read");
        Files.write(file, new byte[] {'a', (byte) 0xFF});
        assertThatThrownBy(() -> Texts.LOADER.load(file, Map.of())).hasMessage(file + ": must be text in UTF-8");
        Files.write(file, new byte[(1 << 20) + 1]);
        assertThatThrownBy(() -> Texts.LOADER.load(file, Map.of())).hasMessageContaining("at most 1 MiB");
        Files.writeString(file, "poll: {interval: 15s}");
        assertThat(Texts.LOADER.load(file, Map.of()).poll().interval()).hasSeconds(15);
    }
}
