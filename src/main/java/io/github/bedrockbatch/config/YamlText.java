package io.github.bedrockbatch.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** YAML in the making: block style, texts in double quotes, secrets redacted. */
final class YamlText {
    private final StringBuilder out = new StringBuilder();
    private String indent = "";
    private String firstIndent = "";

    void section(String key, Runnable content) {
        line(key + ":");
        indented("  ", "  ", content);
    }

    /** A value that needs no quotes. */
    void plain(String key, String value) {
        line(key + ": " + value);
    }

    void text(String key, Optional<String> value) {
        value.ifPresent(text -> line(key + ": " + quote(key, text)));
    }

    void list(String key, List<String> values) {
        line(key + (values.isEmpty() ? ": []" : ":"));
        values.forEach(value -> line("  - " + quote(key, value)));
    }

    void map(String key, Map<String, String> values) {
        line(key + (values.isEmpty() ? ": {}" : ":"));
        values.forEach((name, value) -> line("  \"" + Quoted.escape(name) + "\": " + quote(key, value)));
    }

    <T> void items(String key, List<T> items, Consumer<T> writer) {
        line(key + (items.isEmpty() ? ": []" : ":"));
        items.forEach(item -> indented("  - ", "    ", () -> writer.accept(item)));
    }

    private void indented(String first, String others, Runnable content) {
        String before = indent;
        firstIndent = before + first;
        indent = before + others;
        content.run();
        indent = before;
        firstIndent = before;
    }

    private void line(String text) {
        out.append(firstIndent).append(text).append('\n');
        firstIndent = indent;
    }

    private static String quote(String key, String value) {
        return '"' + Quoted.escape(Environment.escape(Redaction.redact(key, value))) + '"';
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
