package io.github.bedrockbatch.awscli.output;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** A string in YAML: plain where that reads back as a string, else in single, else in double quotes. */
final class YamlScalar {
    private static final int MAX_SIMPLE_KEY_BYTES = 128;

    /** Plain scalars that are something else than a string, in YAML 1.2 as ruamel.yaml reads it. */
    private static final Pattern NO_STRING = Pattern.compile(String.join(
            "|",
            "true|True|TRUE|false|False|FALSE",
            "~|null|Null|NULL|",
            "<<|=",
            "[-+]?[0-9][0-9_]*\\.[0-9_]*(?:[eE][-+]?[0-9]+)?",
            "[-+]?[0-9][0-9_]*[eE][-+]?[0-9]+",
            "[-+]?\\.[0-9_]+(?:[eE][-+][0-9]+)?",
            "[-+]?\\.(?:inf|Inf|INF)",
            "\\.(?:nan|NaN|NAN)",
            "[-+]?0b[0-1_]+",
            "[-+]?0o?[0-7_]+",
            "[-+][0-9_]+|[0-9][0-9_]*",
            "[-+]?0x[0-9a-fA-F_]+",
            "[0-9]{4}-[0-9]{2}-[0-9]{2}",
            "[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \\t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]*)?"
                    + "(?:[ \\t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?"));

    private YamlScalar() {}

    /** Whether a key can stand before its colon; else it gets a question mark. */
    static boolean isSimpleKey(String key) {
        return !YamlAnalysis.of(key).multiline() && key.getBytes(StandardCharsets.UTF_8).length <= MAX_SIMPLE_KEY_BYTES;
    }

    /** @param indent of the lines into which a long text is folded */
    static void write(YamlWriter out, String text, int indent, boolean isKey) {
        YamlAnalysis analysis = YamlAnalysis.of(text);
        YamlLines lines = new YamlLines(out, text.codePoints().toArray(), indent, !isKey);
        if (analysis.plainAllowed() && !NO_STRING.matcher(text).matches()) {
            lines.plain();
        } else if (analysis.singleQuotedAllowed()) {
            lines.singleQuoted();
        } else {
            lines.doubleQuoted();
        }
    }
}
