package io.github.bedrockbatch.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads configuration files: every value checked, every error of a file in one {@link ConfigException}. */
public final class ConfigLoader {
    private static final String TOO_LARGE = "must be at most 1 MiB; split the work over several exporters";

    private final RegionCatalog regions;

    /** Makes a loader that knows the regions of {@code regions}. */
    public ConfigLoader(RegionCatalog regions) {
        this.regions = regions;
    }

    /**
     * Reads a file in UTF-8.
     *
     * @param environment what {@code ${NAME}} in a value stands for
     * @throws ConfigException when the file is missing, unreadable or wrong
     */
    public Configuration load(Path file, Map<String, String> environment) throws ConfigException {
        return load(read(file), file.toString(), environment);
    }

    /**
     * Reads a text.
     *
     * @param name what the errors call the text
     * @param environment what {@code ${NAME}} in a value stands for
     * @throws ConfigException when the text is wrong, with all that is
     */
    public Configuration load(String text, String name, Map<String, String> environment) throws ConfigException {
        if (text.length() > YamlDocument.MAX_LENGTH) {
            throw failure(name, TOO_LARGE);
        }
        Problems problems = new Problems(new Environment(environment));
        Configuration configuration;
        try (Section root = new Section("", new YamlDocument(name).parse(text).map(Node.class::cast), problems)) {
            configuration = new ConfigReader(regions).read(root);
        }
        List<ConfigError> errors = problems.errors();
        if (!errors.isEmpty()) {
            throw new ConfigException(name, errors);
        }
        return configuration;
    }

    private static String read(Path file) throws ConfigException {
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] bytes = stream.readNBytes(YamlDocument.MAX_LENGTH + 1);
            if (bytes.length > YamlDocument.MAX_LENGTH) {
                throw failure(file.toString(), TOO_LARGE);
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw failure(file.toString(), "must be text in UTF-8");
        } catch (NoSuchFileException e) {
            throw failure(file.toString(), "does not exist; create it or name another with --config.file");
        } catch (IOException e) {
            throw failure(
                    file.toString(), "cannot be read (" + reason(e) + "); make it a file that the exporter may read");
        }
    }

    private static String reason(IOException e) {
        return Optional.ofNullable(e.getMessage())
                .map(text -> e.getClass().getSimpleName() + ": " + text)
                .orElseGet(e::toString);
    }

    private static ConfigException failure(String name, String rule) {
        return new ConfigException(name, List.of(new ConfigError("", "", rule, 0)));
    }
}
