package io.github.bedrockbatch.awscli;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tools.jackson.core.JacksonException;

/** Which job is meant: from {@code --job-identifier}, or from {@code --cli-input-json} or {@code --cli-input-yaml}. */
final class CommandInput {
    private static final String KEY = "jobIdentifier";

    private final OptionParser.Parsed options;
    private final ParameterFile files;

    CommandInput(OptionParser.Parsed options, ProcessContext surroundings) {
        this.options = options;
        this.files = new ParameterFile(surroundings);
    }

    /**
     * Reads what was given, but does not look yet whether it fits.
     *
     * @throws CommandException if nothing was given that could name a job, or if it cannot be read
     */
    Map<?, ?> read() {
        boolean json = options.has(Options.INPUT_JSON);
        boolean yaml = options.has(Options.INPUT_YAML);
        String identifier = options.get(Options.JOB_IDENTIFIER);
        if (identifier == null && !json && !yaml && !asksForInputSkeleton()) {
            throw CommandException.usage("the following arguments are required: " + Options.JOB_IDENTIFIER.name());
        }
        if (json && yaml) {
            throw CommandException.usage(Options.INPUT_YAML.name() + ": cannot be combined with "
                    + Options.INPUT_JSON.name() + "; remove one of them");
        }
        String value = identifier == null ? null : files.string(Options.JOB_IDENTIFIER, identifier);
        Map<?, ?> given = json ? json() : yaml ? yaml() : Map.of();
        return value == null ? given : withIdentifier(given, value);
    }

    /**
     * The identifier of the job.
     *
     * @throws CommandException if the input has none, something else, or more
     */
    static String identifier(Map<?, ?> input) {
        for (Object key : input.keySet()) {
            if (!KEY.equals(key)) {
                throw CommandException.usage(
                        key + ": must be " + KEY + ", the only parameter of the input; correct or remove it");
            }
        }
        if (!input.containsKey(KEY)) {
            throw CommandException.usage("the input must have the parameter " + KEY + "; add it");
        }
        if (input.get(KEY) instanceof String identifier) {
            return identifier;
        }
        throw CommandException.usage(input.get(KEY) + ": " + KEY + " must be a string; put the value in quotes");
    }

    private boolean asksForInputSkeleton() {
        return options.has(Options.SKELETON) && !Objects.equals(options.get(Options.SKELETON), "output");
    }

    private Map<?, ?> json() {
        String text = files.document(Options.INPUT_JSON, given(Options.INPUT_JSON));
        try {
            return map(Options.INPUT_JSON, JsonReader.read(text.getBytes(StandardCharsets.UTF_8)));
        } catch (JacksonException e) {
            throw invalid(Options.INPUT_JSON, "JSON", e.getOriginalMessage());
        }
    }

    private Map<?, ?> yaml() {
        String text = files.document(Options.INPUT_YAML, given(Options.INPUT_YAML));
        LoadSettings settings =
                LoadSettings.builder().setSchema(new CoreSchema()).build();
        try {
            return map(Options.INPUT_YAML, new Load(settings).loadFromString(text));
        } catch (YamlEngineException e) {
            throw invalid(Options.INPUT_YAML, "YAML", String.valueOf(e.getMessage()));
        }
    }

    private String given(Option option) {
        return Objects.requireNonNull(options.get(option));
    }

    private static CommandException invalid(Option option, String language, String reason) {
        return CommandException.usage(option.name() + ": the value must be " + language + ": " + reason);
    }

    private static Map<?, ?> map(Option option, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw CommandException.usage(option.name() + ": the value must be a map, such as {\"" + KEY + "\": \"...\"}");
    }

    private static Map<Object, @Nullable Object> withIdentifier(Map<?, ?> given, String identifier) {
        Map<Object, @Nullable Object> input = new LinkedHashMap<>(given);
        input.put(KEY, identifier);
        return input;
    }
}
