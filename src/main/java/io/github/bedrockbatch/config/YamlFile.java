package io.github.bedrockbatch.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads YAML files: every error of a file in one {@link ConfigException}. */
public final class YamlFile {
    private YamlFile() {}

    /**
     * Returns the text of a file in UTF-8.
     *
     * @param flag names the file on the command line
     * @param remedy what to do with a file that is too large
     * @throws ConfigException when the file is missing, unreadable, too large or not in UTF-8
     */
    public static String read(Path file, String flag, String remedy) throws ConfigException {
        return text(bytes(file, flag), file, remedy);
    }

    /**
     * Returns the content of a file. Of one that is too large it returns the beginning, which {@link #text} refuses.
     *
     * @param flag names the file on the command line
     * @throws ConfigException when the file is missing or unreadable
     */
    public static byte[] bytes(Path file, String flag) throws ConfigException {
        try (InputStream stream = Files.newInputStream(file)) {
            return stream.readNBytes(YamlDocument.MAX_LENGTH + 1);
        } catch (NoSuchFileException e) {
            throw failure(file.toString(), "does not exist; create it or name another with " + flag);
        } catch (IOException e) {
            throw failure(
                    file.toString(), "cannot be read (" + reason(e) + "); make it a file that the exporter may read");
        }
    }

    /**
     * Returns the content of a file as text.
     *
     * @param remedy what to do with a file that is too large
     * @throws ConfigException when it is too large or not in UTF-8
     */
    public static String text(byte[] content, Path file, String remedy) throws ConfigException {
        if (content.length > YamlDocument.MAX_LENGTH) {
            throw failure(file.toString(), tooLarge(remedy));
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            throw failure(file.toString(), "must be text in UTF-8");
        }
    }

    /**
     * Reads a text whose values mean what they say: no environment variables are put in.
     *
     * @param name what the errors call the text
     * @param redaction returns of a path and its value what an error may show
     * @throws ConfigException when the text is wrong, with all that is
     */
    public static <T> T parse(String text, String name, BinaryOperator<String> redaction, Function<Section, T> reader)
            throws ConfigException {
        return parse(text, name, new Problems(value -> value, redaction), reader);
    }

    static <T> T parse(String text, String name, Problems problems, Function<Section, T> reader)
            throws ConfigException {
        T value;
        try (Section root = new Section("", new YamlDocument(name).parse(text).map(Node.class::cast), problems)) {
            value = reader.apply(root);
        }
        List<ConfigError> errors = problems.errors();
        if (!errors.isEmpty()) {
            throw new ConfigException(name, errors);
        }
        return value;
    }

    static String tooLarge(String remedy) {
        return "must be at most 1 MiB; " + remedy;
    }

    static ConfigException failure(String name, String rule) {
        return new ConfigException(name, List.of(new ConfigError("", "", rule, 0)));
    }

    /** Returns why without the path, which the message begins with: a secret that was given as a path must not be shown. */
    private static String reason(IOException e) {
        String reason = e instanceof FileSystemException failure ? failure.getReason() : e.getMessage();
        String name = e.getClass().getSimpleName();
        return reason == null ? name : name + ": " + reason;
    }
}
