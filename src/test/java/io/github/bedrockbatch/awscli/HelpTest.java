package io.github.bedrockbatch.awscli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the form of what {@code --help} prints. */
class HelpTest {
    private final Run run = Run.of(Map.of(), Path.of("."), List.of("--help"));

    @Test
    void fitsATerminalAndEndsWithExamples() {
        assertThat(run.exitCode()).isZero();
        assertThat(run.output().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
        assertThat(run.output()).doesNotContain(";");
        assertThat(examples()).hasSize(2).allSatisfy(example -> {
            assertThat(example).startsWith("bedrock-batch-exporter " + GetModelInvocationJob.NAME + " ");
            List<String> words = List.of(example.split(" ", -1));
            OptionParser.Parsed global = Options.GLOBAL.parse(words.subList(2, words.size()));
            assertThat(Options.OWN.parse(global.rest()).rest()).isEmpty();
        });
    }

    @Test
    void explainsEachOptionAndExitCode() {
        assertThat(Stream.concat(Options.GLOBAL.options().stream(), Options.OWN.options().stream()))
                .hasSizeGreaterThan(20)
                .allSatisfy(option -> assertThat(run.output()).containsPattern("[ ,]" + option.name() + "[ ,\n]"));
        assertThat(Stream.of(ExitCode.values()))
                .allSatisfy(code -> assertThat(run.output()).contains("\n  " + code.number() + " "));
    }

    private Stream<String> examples() {
        String help = run.output();
        return help.substring(help.indexOf("\nExamples:\n") + 11).lines().map(String::strip);
    }
}
