package io.github.bedrockbatch.awscli;

import io.github.bedrockbatch.awscli.output.OutputException;
import io.github.bedrockbatch.awscli.output.Query;
import io.github.bedrockbatch.awscli.output.TableLayout;
import io.github.bedrockbatch.net.UrlSecrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.bedrock.model.GetModelInvocationJobResponse;
import tools.jackson.core.JacksonException;

/** The command: one job, once. */
public final class GetModelInvocationJob {
    /** Its name on the command line. */
    public static final String NAME = "get-model-invocation-job";

    private final ProcessContext surroundings;
    private final String version;

    /**
     * Does nothing yet.
     *
     * @param version what {@code --version} prints
     */
    public GetModelInvocationJob(ProcessContext surroundings, String version) {
        this.surroundings = surroundings;
        this.version = version;
    }

    /**
     * Runs the command.
     *
     * @param words of the command line after the command's name
     * @return the exit code of the AWS CLI: 0, 252 usage, 253 configuration, 254 the service's error, 255 anything else
     */
    public int run(List<String> words) {
        try {
            print(output(words));
            return ExitCode.FINE.number();
        } catch (StackOverflowError e) {
            complain("the input or the answer has too many nested levels");
            return ExitCode.GENERAL.number();
        } catch (CommandException e) {
            complain(e.line());
            return e.exitCode().number();
        } catch (RuntimeException | Error e) {
            complain(e.toString());
            return ExitCode.GENERAL.number();
        }
    }

    private String output(List<String> words) {
        OptionParser.Parsed global = Options.GLOBAL.parse(words);
        if (global.has(Options.VERSION)) {
            return version + "\n";
        }
        if (global.has(Options.HELP) || global.rest().equals(List.of("help"))) {
            return Help.TEXT;
        }
        Optional<Query> query = query(global);
        check(global);
        OptionParser.Parsed own = Options.OWN.parse(global.rest());
        if (!own.rest().isEmpty()) {
            throw CommandException.unknownOptions("Unknown options: " + String.join(", ", own.rest()));
        }
        Map<?, ?> input = new CommandInput(own, surroundings).read();
        String skeleton = own.get(Options.SKELETON);
        if (skeleton != null && !skeleton.equals("output")) {
            return Skeleton.of(skeleton);
        }
        SharedConfiguration shared = SharedConfiguration.read(surroundings, global.get(Options.PROFILE));
        Settings settings = new SettingsReader(global, shared, surroundings).read();
        if (skeleton != null) {
            return Skeleton.of(skeleton);
        }
        Optional<DebugLog> debug =
                global.has(Options.DEBUG) ? Optional.of(new DebugLog(surroundings.err())) : Optional.empty();
        debug.ifPresent(log -> log.settings(shared, settings));
        byte[] body = new JobCall(settings, shared, surroundings, debug).ask(CommandInput.identifier(input));
        return shown(document(body, settings), query, global, settings);
    }

    private static Optional<Query> query(OptionParser.Parsed global) {
        try {
            return Optional.ofNullable(global.get(Options.QUERY)).map(Query::parse);
        } catch (OutputException e) {
            throw CommandException.usage("Bad value for " + Options.QUERY.name() + " " + e.getMessage());
        }
    }

    /** Refuses at once what the settings would refuse later. */
    private static void check(OptionParser.Parsed global) {
        String endpoint = global.get(Options.ENDPOINT_URL);
        if (endpoint != null) {
            Objects.requireNonNull(Endpoints.uri(endpoint, Options.ENDPOINT_URL.name()));
        }
        if (global.has(Options.AUTO_PROMPT) && global.has(Options.NO_AUTO_PROMPT)) {
            throw CommandException.usage(Options.AUTO_PROMPT.name() + ": cannot be combined with "
                    + Options.NO_AUTO_PROMPT.name() + "; remove one of them");
        }
        Objects.requireNonNull(SettingsReader.timeout(global, Options.READ_TIMEOUT));
        Objects.requireNonNull(SettingsReader.timeout(global, Options.CONNECT_TIMEOUT));
    }

    private Object document(byte[] body, Settings settings) {
        Object json;
        try {
            json = JsonReader.read(body);
        } catch (JacksonException e) {
            throw CommandException.general(
                    "the answer is not JSON; check that the endpoint is Bedrock's: " + e.getOriginalMessage(), e);
        }
        if (!(json instanceof Map<?, ?> object)) {
            throw CommandException.general(
                    "the answer is not a JSON object; check that the endpoint is Bedrock's", null);
        }
        Timestamps timestamps = new Timestamps(surroundings.zone(), settings.timesAsSent());
        return new ModelDocument(timestamps)
                .of(object, GetModelInvocationJobResponse.builder().build().sdkFields());
    }

    private String shown(Object document, Optional<Query> query, OptionParser.Parsed global, Settings settings) {
        try {
            @Nullable Object found = query.isPresent() ? query.get().search(document) : document;
            return settings.output().write(found, () -> layout(global));
        } catch (OutputException e) {
            throw CommandException.general(String.valueOf(e.getMessage()), e);
        }
    }

    private TableLayout layout(OptionParser.Parsed global) {
        OptionalInt columns = surroundings.terminal().get();
        String color = Objects.requireNonNullElse(global.get(Options.COLOR), "auto");
        return new TableLayout(
                JobCall.OPERATION,
                columns.orElse(TableLayout.DEFAULT_WIDTH),
                color.equals("on") || (color.equals("auto") && columns.isPresent()));
    }

    /** A script must not take lost output for an answer. A reader that has stopped, as {@code head} does, is no error. */
    private void print(String output) {
        try {
            surroundings.out().write(output.getBytes(StandardCharsets.UTF_8));
            surroundings.out().flush();
        } catch (IOException e) {
            if (!BrokenPipe.is(e)) {
                throw CommandException.general("stdout: cannot be written: " + e.getMessage(), e);
            }
        }
    }

    private void complain(String message) {
        surroundings.err().println(UrlSecrets.inText(message.strip().replaceAll("\\s*[\\r\\n]\\s*", " ")));
    }
}
