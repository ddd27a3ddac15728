package io.github.bedrockbatch.cli;

import io.github.bedrockbatch.awscli.GetModelInvocationJob;
import io.github.bedrockbatch.awscli.ProcessContext;
import io.github.bedrockbatch.awscli.Terminal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;

/**
 * {@code get-model-invocation-job}: one job, once. Its options follow the AWS CLI's rules, not picocli's, which only lists it.
 */
final class GetModelInvocationJobCommand implements Command {
    private final List<String> words;

    /** @param words the command line after the command's name */
    GetModelInvocationJobCommand(List<String> words) {
        this.words = List.copyOf(words);
    }

    @Override
    public String description() {
        return "Shows one job, with the options and the output of the AWS CLI's command of that name.";
    }

    @Override
    public List<Group> groups() {
        return List.of();
    }

    @Override
    public List<String> examples() {
        return List.of();
    }

    /** Runs the command and gives the AWS CLI's exit code. */
    @Override
    public Integer call() {
        silenceLibraries();
        ProcessContext surroundings = new ProcessContext(
                System.getenv(),
                Path.of(""),
                new FileOutputStream(FileDescriptor.out),
                System.err,
                ZoneId.systemDefault(),
                Terminal::columns);
        return new GetModelInvocationJob(surroundings, String.join("\n", CommandLineInterface.versionLines()))
                .run(words);
    }

    /** Silences the SDK. Nothing that it logs may stand between what a script reads; and a logging system would cost a start-up. */
    private static void silenceLibraries() {
        System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
        System.setProperty("slf4j.internal.verbosity", "ERROR");
    }
}
