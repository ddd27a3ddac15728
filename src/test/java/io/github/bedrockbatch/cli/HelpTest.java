package io.github.bedrockbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the form of what {@code --help} prints. */
class HelpTest {
    private static final Map<String, Command> COMMANDS = Map.of(
            "run", new RunCommand(),
            "demo", new DemoCommand(),
            "simulator", new SimulatorCommand(),
            "store copy", new StoreCopyCommand(),
            "healthcheck", new HealthcheckCommand());
    private static final Pattern FLAG = Pattern.compile("(?m)^ +(?:-[hV], )?(--[a-z.-]+)");

    @ParameterizedTest
    @ValueSource(strings = {"", "run ", "demo ", "simulator ", "store ", "store copy ", "healthcheck "})
    void endsWithExamplesAndFitsATerminal(String command) {
        String help = help(command);
        assertThat(help.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
        assertThat(help).doesNotContain(";");
        assertThat(help.indexOf("\nExit codes:\n")).isPositive().isLessThan(help.indexOf("\nExamples:\n"));
        assertThat(help.substring(help.indexOf("\nExamples:\n") + 11).lines())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).startsWith("  " + CommandLineInterface.NAME + " "));
    }

    @Test
    void hasEachFlagUnderItsHeading() {
        COMMANDS.forEach((name, command) -> {
            String help = help(name + " ");
            assertThat(command.groups()).as(name).isNotEmpty().allSatisfy(group -> {
                String under = help.substring(help.indexOf("\n" + group.title() + ":\n") + 1);
                assertThat(FLAG.matcher(under).results().map(match -> match.group(1)))
                        .startsWith(group.flags().stream().map(Flag::name).toArray(String[]::new));
            });
            assertThat(FLAG.matcher(help).results().map(MatchResult::group))
                    .endsWith("  -h, --help", "  -V, --version");
        });
    }

    @Test
    void hasExamplesThatAreValid() {
        COMMANDS.forEach((name, command) -> assertThat(command.examples())
                .isNotEmpty()
                .allSatisfy(example -> {
                    assertThat(example).startsWith(name);
                    List<String> flags = Stream.of(
                                    example.substring(name.length()).split(" ", -1))
                            .filter(word -> !word.isEmpty())
                            .toList();
                    assertThat(Flag.read(command.flags(), flags)).as(example).isTrue();
                }));
    }

    @Test
    void theFirstHelpListsTheCommands() {
        assertThat(help("").lines().map(String::strip))
                .anyMatch(line -> line.startsWith("store "))
                .contains("Commands:", "Configuration:", "Check:", "HTTP:", "Log:", "Help:");
    }

    private static String help(String command) {
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            List<String> words = Stream.of((command + "--help").split(" ", -1)).toList();
            assertThat(CommandLineInterface.run(words.toArray(String[]::new))).isZero();
        } finally {
            System.setOut(out);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
