package io.github.bedrockbatch.awscli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values that are read from a file: {@code file://}, and {@code fileb://} for documents, as bytes are no string. */
final class ParameterFile {
    private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{([^}]*)}|(\\w+))");

    private final ProcessContext surroundings;

    ParameterFile(ProcessContext surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * The content of the file that a value names, or the value itself.
     *
     * @throws CommandException if the file cannot be read, or if it would give bytes
     */
    String string(Option option, String value) {
        if (value.startsWith("fileb://")) {
            throw CommandException.usage(
                    value + ": reads bytes, but " + option.name() + " must be a string; use file:// instead");
        }
        return document(option, value);
    }

    /** As {@link #string}, for JSON and YAML, which may be bytes. */
    String document(Option option, String value) {
        if (value.startsWith("file://")) {
            return content(option, value, value.substring("file://".length()));
        }
        return value.startsWith("fileb://") ? content(option, value, value.substring("fileb://".length())) : value;
    }

    private String content(Option option, String value, String path) {
        try {
            return Files.readString(surroundings.path(expanded(path)));
        } catch (NoSuchFileException e) {
            throw unreadable(option, value, "there is no such file");
        } catch (CharacterCodingException e) {
            throw unreadable(option, value, "it is no UTF-8 text");
        } catch (IOException e) {
            throw unreadable(option, value, "it cannot be read: " + e);
        }
    }

    private String expanded(String path) {
        Map<String, String> environment = surroundings.environment();
        return VARIABLE.matcher(path).replaceAll(match -> {
            String name = match.group(1) == null ? match.group(2) : match.group(1);
            return Matcher.quoteReplacement(environment.getOrDefault(name, match.group()));
        });
    }

    private static CommandException unreadable(Option option, String value, String reason) {
        return CommandException.usage(value + ": cannot be loaded for " + option.name() + ": " + reason);
    }
}
