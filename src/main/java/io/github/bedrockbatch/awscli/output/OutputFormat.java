package io.github.bedrockbatch.awscli.output;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A format of {@code --output}. */
public enum OutputFormat {
    JSON("json") {
        @Override
        public String write(@Nullable Object answer, Supplier<TableLayout> layout) {
            return answer instanceof Map<?, ?> map && map.isEmpty() ? "" : JsonText.indented(answer) + "\n";
        }
    },
    TEXT("text") {
        @Override
        public String write(@Nullable Object answer, Supplier<TableLayout> layout) {
            return SectionText.of(answer);
        }
    },
    TABLE("table") {
        @Override
        public String write(@Nullable Object answer, Supplier<TableLayout> layout) {
            return TableText.of(answer, layout.get());
        }
    },
    YAML("yaml") {
        @Override
        public String write(@Nullable Object answer, Supplier<TableLayout> layout) {
            return switch (answer) {
                case Map<?, ?> map -> map.isEmpty() ? "" : YamlText.of(map);
                case List<?> list -> YamlText.of(list);
                case null, default -> JsonText.indented(answer) + "\n";
            };
        }
    },
    YAML_STREAM("yaml-stream") {
        @Override
        public String write(@Nullable Object answer, Supplier<TableLayout> layout) {
            if (answer instanceof Map<?, ?> map && map.isEmpty()) {
                return "";
            }
            return YamlText.of(Collections.singletonList(answer));
        }
    },
    OFF("off") {
        @Override
        public String write(@Nullable Object answer, Supplier<TableLayout> layout) {
            return "";
        }
    };

    private final String word;

    OutputFormat(String word) {
        this.word = word;
    }

    /** The words of all formats, as {@code --output} takes them. */
    public static List<String> words() {
        return Stream.of(values()).map(format -> format.word).toList();
    }

    /** The format of a word. */
    public static Optional<OutputFormat> of(String word) {
        return Stream.of(values()).filter(format -> format.word.equals(word)).findFirst();
    }

    /**
     * Formats an answer.
     *
     * @param answer what the query left of it
     * @param layout asked for only if there is a table
     * @return what goes to stdout, with its last line break; may be empty
     * @throws OutputException if it cannot be shown so
     */
    public abstract String write(@Nullable Object answer, Supplier<TableLayout> layout);
}
