package io.github.bedrockbatch.awscli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.aws.testing.RawEndpoint;
import io.github.bedrockbatch.aws.testing.ScriptedEndpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is too much, or cannot be written, ends with one line on stderr and never with a stack trace. */
class RefusalsTest {
    private static final int DEPTH = 20_000;

    @TempDir
    private Path home = Path.of(".");

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @ValueSource(strings = {"[", "!", "(", "{a:", "a["})
    void aQueryThatIsNestedTooDeeplyIsABadValue(String piece) {
        Run run = run("--query", piece.repeat(DEPTH));
        assertThat(run.exitCode()).isEqualTo(252);
        assertThat(run.errors()).contains("Bad value for --query " + piece).hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--cli-input-json", "--cli-input-yaml"})
    void inputThatIsNestedTooDeeplyIsRefused(String option) {
        Run run = run(option, "[".repeat(DEPTH));
        assertThat(run.exitCode()).isIn(252, 255);
        assertThat(run.errors()).hasLineCount(1).doesNotContain("StackOverflowError");
    }

    @Test
    void anAnswerOverTheLimitSaysSo() {
        try (ScriptedEndpoint endpoint = new ScriptedEndpoint()) {
            endpoint.ok("{\"jobName\":\"" + "x".repeat(16 << 20) + "\"}");
            Run run = run("--endpoint-url", endpoint.uri().toString(), "--job-identifier", "abcdefghijkl");
            assertThat(run.exitCode()).isEqualTo(255);
            assertThat(run.errors())
                    .isEqualTo(
                            "the answer is longer than 16 MiB, the limit of this command; check that the endpoint is Bedrock's\n");
        }
    }

    @Test
    void anAnswerWithoutEndIsGivenUp() {
        AtomicLong sent = new AtomicLong();
        try (RawEndpoint endpoint = new RawEndpoint()) {
            endpoint.answer((head, out) -> RawEndpoint.pour("200 OK", out, sent));
            Run run = run("--endpoint-url", endpoint.uri().toString(), "--job-identifier", "abcdefghijkl");
            assertThat(run.exitCode()).isEqualTo(255);
            assertThat(run.errors()).startsWith("the answer is longer than 16 MiB");
        }
        assertThat(sent).hasValueLessThan(64L << 20);
    }

    @Test
    void anAnswerOfTheLimitIsShown() {
        try (ScriptedEndpoint endpoint = new ScriptedEndpoint()) {
            String rest = "{\"jobName\":\"\"}";
            endpoint.ok("{\"jobName\":\"" + "x".repeat((16 << 20) - rest.length()) + "\"}");
            Run run = run("--endpoint-url", endpoint.uri().toString(), "--job-identifier", "abcdefghijkl");
            assertThat(run.errors()).isEmpty();
            assertThat(run.exitCode()).isZero();
        }
    }

    @Test
    void bytesAreNoIdentifierButMayBeADocument() throws IOException {
        Files.writeString(home.resolve("identifier"), "abcdefghijkl");
        Files.writeString(home.resolve("input"), "{\"jobIdentifier\":\"abcdefghijkl\"}");
        Run refused = run("--job-identifier", "fileb://identifier");
        assertThat(refused.exitCode()).isEqualTo(252);
        assertThat(refused.errors())
                .contains("fileb://identifier: reads bytes, but --job-identifier must be a string; use file://");
        for (String option : List.of("--cli-input-json", "--cli-input-yaml")) {
            try (ScriptedEndpoint endpoint = new ScriptedEndpoint()) {
                endpoint.ok("{\"status\":\"Completed\"}");
                assertThat(run("--endpoint-url", endpoint.uri().toString(), option, "fileb://input")
                                .exitCode())
                        .isZero();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "No space left on device, 255, 'stdout: cannot be written: No space left on device'",
        "Bad file descriptor, 255, 'stdout: cannot be written: Bad file descriptor'",
        "Broken pipe, 0, ''"
    })
    void outputThatIsLostIsAnError(String reason, int exitCode, String line) {
        OutputStream out = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(reason);
            }
        };
        assertThat(version(out)).isEqualTo(exitCode);
        assertThat(err.toString(StandardCharsets.UTF_8).strip()).isEqualTo(line);
    }

    @Test
    void anErrorOfTheMachineIsOneLine() {
        OutputStream out = new OutputStream() {
            @Override
            public void write(int b) {
                throw new OutOfMemoryError("Java heap space");
            }
        };
        assertThat(version(out)).isEqualTo(255);
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("java.lang.OutOfMemoryError: Java heap space\n");
    }

    private int version(OutputStream out) {
        ProcessContext surroundings = new ProcessContext(
                Map.of(),
                home,
                out,
                new PrintStream(err, true, StandardCharsets.UTF_8),
                ZoneOffset.UTC,
                OptionalInt::empty);
        return new GetModelInvocationJob(surroundings, "1.2.3").run(List.of("--version"));
    }

    private Run run(String... options) {
        List<String> words = new ArrayList<>(List.of("--region", "us-east-1", "--no-sign-request"));
        words.addAll(List.of(options));
        return Run.of(Map.of("HOME", home.toString(), "AWS_MAX_ATTEMPTS", "1"), home, words);
    }
}
