package io.github.bedrockbatch.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.NullMarked;

/** Whatever a file holds, the loader answers with a configuration or with errors of one line each. */
@NullMarked
final class AnyTextTest {
    private static final String BASE = """
            poll: {interval: 30s, max_requests_per_second: 5}
            jobs:
              - arn:aws:bedrock:us-east-1:123456789012:model-invocation-job/abc123def456
            discovery:
              - regions: [us-east-1]
                submitted_within: 7d
                name_regex: "(a[b-c]{2,3})+"
                tags: {team: search}
            aws: &a
              endpoint_urls: {bedrock: "http://127.0.0.1:9744"}
              accounts:
                - {role_arn: "arn:aws:iam::123456789012:role/r", external_id: "${TOKEN}"}
            store: {type: sqlite, path: data/x.db}
            """;
    private static final List<String> PIECES = List.of(
            "",
            ":",
            "\n",
            "  ",
            "- ",
            "[",
            "]",
            "{",
            "}",
            "\"",
            "'",
            "&a ",
            "*a",
            "!t ",
            "!!int ",
            "? ",
            "| ",
            ">",
            "#",
            "---\n",
            "%",
            "${",
            "$",
            "\0",
            "\t",
            "\uD800",
            "\uFEFF",
            "\u2028",
            "null",
            "<<: *a",
            "99999999999999999y",
            "{1000}",
            "\\",
            "=");

    @Property(tries = 1000)
    void mutatedTextsNeverBreakTheLoader(@ForAll("mutations") String text) {
        assertThatCode(() -> loadOrExplain(text)).doesNotThrowAnyException();
    }

    @Property(tries = 300)
    void anyRegexNeverBreaksTheLoader(@ForAll("regexes") String regex) {
        assertThatCode(() ->
                        loadOrExplain("discovery: [{regions: [all], name_regex: \"" + Quoted.escape(regex) + "\"}]"))
                .doesNotThrowAnyException();
    }

    @Property(tries = 1000)
    void durationsReadBack(@ForAll @LongRange(min = 0, max = 9_000_000_000_000L) long millis)
            throws IllegalValueException {
        assertThat(Durations.parse(Durations.format(Duration.ofMillis(millis)))).hasMillis(millis);
    }

    @Provide
    Arbitrary<String> mutations() {
        Arbitrary<String> piece = Arbitraries.oneOf(
                Arbitraries.of(PIECES),
                Arbitraries.strings().ofMaxLength(5),
                Arbitraries.strings().ascii().ofMaxLength(3));
        Arbitrary<Edit> edit = Combinators.combine(
                        Arbitraries.integers().between(0, BASE.length()),
                        Arbitraries.integers().between(0, 8),
                        piece)
                .as(Edit::new);
        return edit.list()
                .ofMaxSize(6)
                .map(edits -> edits.stream().reduce(BASE, (text, next) -> next.apply(text), (a, b) -> b));
    }

    @Provide
    Arbitrary<String> regexes() {
        return Arbitraries.of(
                        "a",
                        "(",
                        ")",
                        "[",
                        "]",
                        "^",
                        "{9}",
                        "{1000}",
                        "{2,}",
                        "*",
                        "?",
                        "|",
                        "\\",
                        "\\Q",
                        "\\E",
                        "\\p{L}",
                        "[:alpha:]",
                        "(?i)",
                        "$")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }

    private static void loadOrExplain(String text) {
        try {
            Configuration configuration = Texts.load(text);
            assertThat(Texts.load(configuration.toYaml())).isEqualTo(configuration);
        } catch (ConfigException e) {
            assertThat(e.errors()).isNotEmpty();
            assertThat(e.getMessage()).doesNotContain("s3cr3t");
            assertThat(String.valueOf(e.getMessage()).lines()).hasSameSizeAs(e.errors());
        }
    }

    private record Edit(int at, int length, String piece) {
        String apply(String text) {
            int from = Math.min(at, text.length());
            return text.substring(0, from) + piece + text.substring(Math.min(text.length(), from + length));
        }
    }
}
