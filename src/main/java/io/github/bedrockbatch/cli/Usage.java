package io.github.bedrockbatch.cli;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/** What picocli does: the help, the version, every other way to write a flag, and what is said of a mistake. */
final class Usage {
    private static final int WIDTH = 100;
    private static final int LONGEST_NAME = 30;

    private Usage() {}

    /**
     * Runs the command that the arguments name, or explains them.
     *
     * @param unnamed runs where none is named
     */
    static int execute(Command unnamed, Map<String, Command> named, String[] args) {
        CommandLine commandLine = new CommandLine(spec(unnamed).name(CommandLineInterface.NAME));
        named.forEach((name, command) -> commandLine.addSubcommand(name, new CommandLine(spec(command))));
        commandLine.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, Usage::options);
        commandLine.setHelpSectionMap(commandLine.getHelpSectionMap());
        commandLine.setExecutionStrategy(Usage::execute);
        commandLine.setParameterExceptionHandler((failure, words) -> refuse(failure));
        return commandLine
                .setExecutionExceptionHandler((failure, command, parsed) -> Failures.explain(failure))
                .execute(args);
    }

    /** Says what is wrong with a command line, and where its options are explained. */
    private static int refuse(ParameterException failure) {
        CommandLine command = failure.getCommandLine();
        command.getErr().println(failure.getMessage());
        UnmatchedArgumentException.printSuggestions(failure, command.getErr());
        command.getErr().println("Run \"" + command.getCommandSpec().qualifiedName() + " --help\" for the options.");
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static CommandSpec spec(Command command) {
        CommandSpec spec =
                CommandSpec.wrapWithoutInspection(command).versionProvider(CommandLineInterface::versionLines);
        describe(spec.usageMessage(), command);
        command.flags().forEach(flag -> spec.addOption(option(flag)));
        command.subcommands().forEach((name, subcommand) -> spec.addSubcommand(name, spec(subcommand)));
        return spec.addOption(help()).addOption(version());
    }

    private static void describe(UsageMessageSpec message, Command command) {
        message.width(WIDTH)
                .longOptionsMaxWidth(LONGEST_NAME)
                .sortOptions(false)
                .abbreviateSynopsis(true)
                .descriptionHeading("%n")
                .description(command.description().split("(?<=\\.) ", 2))
                .commandListHeading("%nCommands:%n")
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(new TreeMap<>(command.exitCodes()))
                .footerHeading("%nExamples:%n")
                .footer(command.examples().stream()
                        .map(example -> "  " + CommandLineInterface.NAME + " " + example)
                        .toArray(String[]::new));
    }

    /** Returns the options under the headings of their groups, and the two that each command has. */
    private static String options(Help help) {
        StringBuilder text = new StringBuilder();
        if (help.commandSpec().userObject() instanceof Command command) {
            for (Command.Group group : command.groups()) {
                text.append(section(help, group.title(), group.flags().stream().map(Flag::name)));
            }
        }
        return text.append(section(help, "Help", Stream.of("--help", "--version")))
                .toString();
    }

    private static String section(Help help, String title, Stream<String> names) {
        Help.Layout layout = help.createDefaultLayout();
        names.forEach(name -> layout.addOption(help.commandSpec().findOption(name), help.parameterLabelRenderer()));
        return "\n" + title + ":\n" + layout;
    }

    private static OptionSpec option(Flag flag) {
        OptionSpec.Builder option = OptionSpec.builder(flag.name());
        if (flag.label() == null) {
            return option.type(boolean.class).description(flag.description()).build();
        }
        String initial = flag.value().isEmpty() ? "" : " Default: " + flag.value() + ".";
        return option.type(String.class)
                .arity(flag.needsValue() ? "1" : "0..1")
                .fallbackValue("")
                .paramLabel(flag.label())
                .description(flag.description() + initial)
                .build();
    }

    private static OptionSpec help() {
        return OptionSpec.builder("-h", "--help")
                .type(boolean.class)
                .usageHelp(true)
                .description("Prints this help and exits.")
                .build();
    }

    private static OptionSpec version() {
        return OptionSpec.builder("-V", "--version")
                .type(boolean.class)
                .versionHelp(true)
                .description("Prints the version and exits.")
                .build();
    }

    private static int execute(ParseResult parsed) {
        if (parsed.hasSubcommand() && !parsed.matchedOptions().isEmpty()) {
            String option = parsed.matchedOptions().getFirst().longestName();
            String command = parsed.subcommand().commandSpec().name();
            throw new ParameterException(
                    parsed.commandSpec().commandLine(),
                    option + ": must come after the command's name: " + command + " " + option);
        }
        ParseResult last = last(parsed);
        if (last.commandSpec().userObject() instanceof Command command) {
            command.flags().stream()
                    .filter(flag -> last.hasMatchedOption(flag.name()))
                    .forEach(flag -> give(flag, last.<Object>matchedOptionValue(flag.name(), "")));
        }
        return new RunLast().execute(parsed);
    }

    private static ParseResult last(ParseResult parsed) {
        return parsed.hasSubcommand() ? last(parsed.subcommand()) : parsed;
    }

    /** Gives a flag its value. A switch that is false is as one that is not there. */
    private static void give(Flag flag, Object value) {
        if (!flag.isSwitch() || value.equals(true)) {
            flag.give(value.toString());
        }
    }
}
