package io.github.bedrockbatch.awscli.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One run of the AWS CLI v2: its command line and surroundings, and what came of it. */
public record Recording(String name, JsonNode script) {
    private static final Pattern WORD = Pattern.compile("An error occurred \\((\\w+)\\)");
    private static final JsonNode ALL = read();

    /** All recordings. */
    public static List<Recording> all() {
        List<Recording> recordings = new ArrayList<>();
        ALL.get("cases")
                .forEach(script ->
                        recordings.add(new Recording(script.get("name").stringValue(), script)));
        return recordings;
    }

    /** What the endpoint answers, by the last part of a job's identifier. */
    public static JsonNode responses() {
        return ALL.get("responses");
    }

    /** The words of the command line. */
    public List<String> arguments(String endpoint, Path directory) {
        return script.get("args")
                .valueStream()
                .map(word -> filled(word.stringValue(), endpoint, directory))
                .toList();
    }

    /** The variables of the environment. */
    public Map<String, String> environment(String endpoint, Path directory) {
        Map<String, String> environment =
                new HashMap<>(Map.of("HOME", directory.toString(), "TZ", "UTC", "AWS_MAX_ATTEMPTS", "1"));
        if (!script.has("no_credentials")) {
            environment.put("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
            environment.put("AWS_SECRET_ACCESS_KEY", "secret");
        }
        environment.put("AWS_EC2_METADATA_DISABLED", "true");
        script.path("env")
                .forEachEntry((name, value) -> environment.put(name, filled(value.stringValue(), endpoint, directory)));
        return environment;
    }

    /** Writes the files that were there. */
    public void writeFiles(String endpoint, Path directory) throws IOException {
        for (Map.Entry<String, JsonNode> file : script.path("files").properties()) {
            Path path = directory.resolve(file.getKey());
            Files.createDirectories(Objects.requireNonNull(path.getParent()));
            Files.writeString(path, filled(file.getValue().stringValue(), endpoint, directory));
        }
    }

    /** Whether this program deviates from the AWS CLI here on purpose. */
    public boolean deviates() {
        return script.has("deviates");
    }

    /** The exit code. */
    public int exitCode() {
        return script.at("/expected/exit").intValue();
    }

    /** What went to stdout. */
    public String output() {
        return script.at("/expected/stdout").stringValue();
    }

    /** The word for the error, if stderr had one. */
    public Optional<String> error() {
        return error(script.at("/expected/stderr").stringValue());
    }

    /** The word for the error in what went to stderr, if it has one. */
    public static Optional<String> error(String stderr) {
        Matcher matcher = WORD.matcher(stderr);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** What the endpoint was asked. */
    public List<RecordedEndpoint.Request> requests() {
        return script.at("/expected/requests")
                .valueStream()
                .map(request -> new RecordedEndpoint.Request(
                        request.get("path").stringValue(),
                        request.get("signed").booleanValue(),
                        Optional.ofNullable(request.get("region").stringValue(null))))
                .toList();
    }

    @Override
    public String toString() {
        return name;
    }

    private static String filled(String text, String endpoint, Path directory) {
        return text.replace("{endpoint}", endpoint).replace("{dir}", directory.toString());
    }

    private static JsonNode read() {
        try (InputStream in = Recording.class.getResourceAsStream("../vectors.json")) {
            return new JsonMapper().readTree(Objects.requireNonNull(in, "vectors.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
