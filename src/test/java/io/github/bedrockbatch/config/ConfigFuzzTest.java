package io.github.bedrockbatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.testing.HostileTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.NullMarked;

/** Whatever the example files are turned into, the loader answers in time with a configuration or with errors of one line each. */
@NullMarked
final class ConfigFuzzTest {
    private static final String SECRET = "hunter2-of-the-environment";
    private static final Duration IN_TIME = Duration.ofSeconds(10);
    private static final List<String> PIECES = List.of(
            ":",
            ": ",
            "\n",
            "\n  ",
            "- ",
            "[",
            "]",
            "{",
            "}",
            "'",
            "&a ",
            "*a",
            "!t ",
            "!!binary ",
            "!!set ",
            "? ",
            "| ",
            "|9",
            ">",
            "#",
            "---\n",
            "...\n",
            "%YAML 9.9\n",
            "${",
            "${TOKEN}",
            "${NONE}",
            "$$",
            "<<: *a",
            "~",
            "0x1F",
            "1e9",
            "99999999999999999y",
            "{1000}",
            "(?i)",
            "\\",
            "jobs:",
            "poll:",
            "regions: [all]",
            "name_regex: ");

    @Property(edgeCases = EdgeCasesMode.NONE)
    void anyChangeOfAnExampleIsLoadedOrExplained(@ForAll("examples") String text) throws ConfigException {
        long begin = System.nanoTime();
        Statistics.collect(loadOrExplain(text) ? "loaded" : "explained");
        Statistics.coverage(kinds -> kinds.check("loaded").percentage(share -> share > 2));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(IN_TIME);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void anyTextIsLoadedOrExplained(@ForAll("junk") String text) throws ConfigException {
        loadOrExplain(text);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void noPasswordOfAUrlIsShown(
            @ForAll("urlKeys") String key, @ForAll("texts") String before, @ForAll("texts") String after) {
        String url = Quoted.escape(before + "user:hunter2@host" + after);
        assertThat(message(key.replace("URL", '"' + url + '"'))).doesNotContain("hunter2");
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void noPasswordOfAQueryIsShown(@ForAll("texts") String start) {
        String url = Quoted.escape("jdbc:postgresql://host/db?password=" + start.replace("&", "") + "hunter2&ssl=true");
        assertThat(message("store: {url: \"" + url + "\"}")).doesNotContain("hunter2");
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void noExternalIdIsShown(@ForAll("texts") String before, @ForAll("texts") String after) {
        String id = Quoted.escape(before + "hunter2" + after);
        assertThat(message("aws: {accounts: [{role_arn: 1, external_id: \"" + id + "\"}]}"))
                .doesNotContain("hunter2");
    }

    @Provide
    Arbitrary<String> examples() throws IOException {
        List<String> bases = List.of(
                Files.readString(Path.of("config/discovery.yml")),
                Files.readString(Path.of("config/jobs-by-arn.yml")),
                Files.readString(Path.of("config/simulator.yml")),
                // Every key, uncommented, but for the secret, which is not written.
                ExampleDocument.uncommented(Files.readString(Path.of("config/bedrock-batch-exporter.yml")))
                        .replaceAll(" +external_id: .*\n", ""));
        return Arbitraries.of(bases).flatMap(base -> HostileTexts.mutations(base, PIECES));
    }

    @Provide
    Arbitrary<String> junk() {
        return Arbitraries.oneOf(Arbitraries.of(PIECES), HostileTexts.texts())
                .list()
                .ofMaxSize(40)
                .map(pieces -> String.join("", pieces));
    }

    @Provide
    Arbitrary<String> texts() {
        return HostileTexts.texts();
    }

    @Provide
    Arbitrary<String> urlKeys() {
        return Arbitraries.of(
                "aws: {endpoint_url: URL}",
                "aws: {endpoint_urls: {sts: URL}}",
                "notifications: {sqs_queues: [URL]}",
                "store: {url: URL}");
    }

    /** Whether it was loaded. */
    private static boolean loadOrExplain(String text) throws ConfigException {
        Configuration configuration;
        try {
            configuration = Texts.LOADER.load(text, "c.yml", Map.of("TOKEN", SECRET));
        } catch (ConfigException e) {
            assertThat(e.errors()).isNotEmpty();
            assertThat(e.getMessage()).doesNotContain(SECRET);
            assertThat(String.valueOf(e.getMessage()).lines()).hasSameSizeAs(e.errors());
            return false;
        }
        String yaml = configuration.toYaml();
        if (!yaml.contains(Redaction.REDACTED)) {
            assertThat(Texts.load(yaml)).isEqualTo(configuration);
        }
        return true;
    }

    private static String message(String text) {
        try {
            return Texts.load(text).toYaml();
        } catch (ConfigException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
