package io.github.bedrockbatch.config;

import io.github.bedrockbatch.config.Key.Group;
import io.github.bedrockbatch.config.Key.Setting;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/** The tables of docs/configuration.md, made of the catalogue. */
@NullMarked
final class ReferenceDocument {
    private static final String BEGIN = "<!-- keys -->\n";
    private static final String END = "<!-- /keys -->";

    private final StringBuilder text = new StringBuilder();

    private ReferenceDocument() {}

    /** The document with the part between its marks replaced. */
    static String file(String present) {
        ReferenceDocument document = new ReferenceDocument();
        for (Key<?> key : Keys.ALL) {
            switch (key) {
                case Setting<?, ?> setting -> document.section(setting.name(), "", "", List.of(setting));
                case Group<?, ?> group -> document.section(group, "");
            }
        }
        return present.substring(0, present.indexOf(BEGIN) + BEGIN.length())
                + document.text
                + "\n"
                + present.substring(present.indexOf(END));
    }

    private void section(Group<?, ?> group, String path) {
        String name = path + group.name() + (group.repeated() ? "[]" : "");
        section(name, group.help(), name + ".", group.keys());
        for (Key<?> key : group.keys()) {
            if (key instanceof Group<?, ?> child) {
                section(child, name + ".");
            }
        }
    }

    private void section(String name, String help, String path, List<? extends Key<?>> keys) {
        text.append("\n### `").append(name).append("`\n\n");
        if (!help.isEmpty()) {
            text.append(help).append('\n').append('\n');
        }
        text.append("| key | value | default | meaning |\n| --- | --- | --- | --- |\n");
        for (Key<?> key : keys) {
            if (key instanceof Setting<?, ?> setting) {
                text.append(row(path, setting));
            }
        }
    }

    private static String row(String path, Setting<?, ?> setting) {
        String standard = Wording.standard(setting)
                .map(value -> "`" + value + "`")
                .orElse(setting.value().required() ? "required" : "–");
        String example = setting.example().isEmpty() ? "" : " For example `" + setting.example() + "`.";
        return "| `%s` | %s | %s | %s |\n"
                .formatted(
                        path + setting.name(),
                        Wording.allowed(setting).replace("_", "\\_"),
                        standard,
                        setting.help() + example);
    }
}
