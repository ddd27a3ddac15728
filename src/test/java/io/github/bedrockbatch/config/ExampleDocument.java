package io.github.bedrockbatch.config;

import io.github.bedrockbatch.config.Key.Group;
import io.github.bedrockbatch.config.Key.Setting;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/** The example file, made of the catalogue: every key with its default or an example, commented out. */
@NullMarked
final class ExampleDocument {
    private static final int WIDTH = 120;
    private static final String HEAD = """
            # Every key of the configuration. Remove the # before a key to set it. The values are the defaults, or examples where a key has no
            # default. Durations are written as in Prometheus: 500ms, 30s, 1h30m, 7d. ${NAME} in a value is replaced by the environment
            # variable of that name, and $$ by a dollar. An unknown key is an error. docs/configuration.md shows the same keys as tables.
            """;

    private final StringBuilder text = new StringBuilder(HEAD);

    private ExampleDocument() {}

    static String file() {
        ExampleDocument document = new ExampleDocument();
        for (Key<?> key : Keys.ALL) {
            document.text.append('\n');
            document.add(key, "", "#");
        }
        return document.text.toString();
    }

    /** The file as it is when every key is set. */
    static String uncommented(String file) {
        return file.replaceAll("(?m)^( *)#(?! \\S)", "$1");
    }

    private void add(Key<?> key, String indent, String begin) {
        switch (key) {
            case Setting<?, ?> setting -> add(setting, indent, begin);
            case Group<?, ?> group -> add(group, indent);
        }
    }

    private void add(Group<?, ?> group, String indent) {
        comment(indent, Wording.plain(group.help()));
        text.append(indent).append(group.name()).append(":\n");
        String begin = group.repeated() ? "#- " : "#";
        for (Key<?> key : group.keys()) {
            add(key, indent + "  ", begin);
            begin = group.repeated() ? "#  " : "#";
        }
    }

    private void add(Setting<?, ?> setting, String indent, String begin) {
        boolean hasDefault = Wording.hasDefault(setting);
        String missing = setting.value().required() ? " Required." : hasDefault ? "" : " " + nothing(setting);
        comment(indent, Wording.description(setting) + missing);
        String value = hasDefault ? Wording.standard(setting).orElseThrow().toString() : setting.example();
        text.append(indent)
                .append(begin)
                .append(setting.name())
                .append(": ")
                .append(value)
                .append('\n');
    }

    private static String nothing(Setting<?, ?> setting) {
        return Wording.standard(setting).isPresent() ? "Empty by default." : "No default.";
    }

    private void comment(String indent, String sentences) {
        StringBuilder line = new StringBuilder(indent).append('#');
        for (String word : List.of(sentences.split(" "))) {
            if (line.length() + 1 + word.length() > WIDTH) {
                text.append(line).append('\n');
                line = new StringBuilder(indent).append('#');
            }
            line.append(' ').append(word);
        }
        text.append(line).append('\n');
    }
}
