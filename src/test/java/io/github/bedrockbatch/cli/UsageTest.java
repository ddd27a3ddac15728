package io.github.bedrockbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds what becomes of a command line that is not plain. */
class UsageTest {
    private final Recorder command = new Recorder();

    @ParameterizedTest
    @CsvSource({
        "--config.check=true, true",
        "--config.check=false, false",
        "--config.check, true",
        "--log.level debug, false",
    })
    void aSwitchIsGivenIfItIsTrue(String line, boolean given) {
        assertThat(run(line)).isZero();
        assertThat(command.calls).isEqualTo(1);
        assertThat(command.check.isGiven()).isEqualTo(given);
    }

    @ParameterizedTest
    @CsvSource({
        "--config.test --log.level=debug, ''",
        "--log.level debug --config.test, ''",
        "--log.level debug --config.test=aws, aws",
        "--config.test aws, aws"
    })
    void anOptionalValueMayBeLeftOut(String line, String value) {
        assertThat(run(line)).isZero();
        assertThat(command.test.isGiven()).isTrue();
        assertThat(command.test.value()).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"--log.level debug, debug", "--log.level=debug, debug", "--log.level=, ''", "--log.level=a=b, a=b"})
    void aValueIsTheNextWordOrBehindTheSign(String line, String value) {
        assertThat(run(line)).isZero();
        assertThat(command.calls).isEqualTo(1);
        assertThat(command.level.isGiven()).isTrue();
        assertThat(command.level.value()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--log.level=debug --log.level=warn",
                "--config.check --config.check",
                "--config.check=false --config.check=true",
                "--config.check=perhaps",
                "--log.level",
                "--nonsense",
                "nonsense"
            })
    void aMistakeIsBadUsage(String line) {
        assertThat(run(line)).isEqualTo(2);
        assertThat(command.calls).isZero();
    }

    @Test
    void theHelpOfACommandIsItsOwn() {
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            assertThat(run("--help")).isZero();
        } finally {
            System.setOut(out);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains(
                        "Usage: bedrock-batch-exporter run",
                        "Does it.",
                        "--log.level=LEVEL",
                        "Default: info.",
                        "--config.test[=aws]");
        assertThat(command.calls).isZero();
    }

    /** Runs {@code run} with further words. */
    private int run(String line) {
        return Usage.execute(new Recorder(), Map.of("run", command), ("run " + line).split(" ", -1));
    }

    /** Counts its calls. */
    private static final class Recorder implements Command {
        private final Flag level = Flag.of("--log.level", "LEVEL", "info", "How much is logged.");
        private final Flag check = Flag.ofSwitch("--config.check", "Checks and exits.");
        private final Flag test = Flag.ofOptional("--config.test", "aws", "Tests and exits.");
        private int calls;

        @Override
        public String description() {
            return "Does it.";
        }

        @Override
        public List<Group> groups() {
            return List.of(new Group("Log", List.of(level)), new Group("Check", List.of(check, test)));
        }

        @Override
        public List<String> examples() {
            return List.of("run --log.level=debug");
        }

        @Override
        public Integer call() {
            calls++;
            return 0;
        }
    }
}
