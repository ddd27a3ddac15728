package io.github.bedrockbatch.awscli.output;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as Python's {@code json.dumps} writes it. */
final class JsonText {
    private final StringBuilder out = new StringBuilder();
    private final int indent;
    private final boolean ascii;

    private JsonText(int indent, boolean ascii) {
        this.indent = indent;
        this.ascii = ascii;
    }

    /** With four spaces for each level, every character as itself. */
    static String indented(@Nullable Object value) {
        return new JsonText(4, false).write(value);
    }

    /** On one line without spaces, in ASCII, as JMESPath's {@code to_string} has it. */
    static String compact(@Nullable Object value) {
        return new JsonText(0, true).write(value);
    }

    private String write(@Nullable Object value) {
        value(value, 0);
        return out.toString();
    }

    private void value(@Nullable Object value, int level) {
        switch (value) {
            case Map<?, ?> map -> collection('{', map.entrySet().iterator(), '}', level);
            case List<?> list -> collection('[', list.iterator(), ']', level);
            case String text -> string(text);
            case Double number -> out.append(PythonText.number(number));
            case null, default -> out.append(value);
        }
    }

    private void collection(char open, Iterator<?> elements, char close, int level) {
        out.append(open);
        boolean empty = !elements.hasNext();
        while (elements.hasNext()) {
            lineBreak(level + 1);
            element(elements.next(), level + 1);
            out.append(elements.hasNext() ? "," : "");
        }
        if (!empty) {
            lineBreak(level);
        }
        out.append(close);
    }

    private void element(@Nullable Object element, int level) {
        if (element instanceof Map.Entry<?, ?> member) {
            string(String.valueOf(member.getKey()));
            out.append(indent > 0 ? ": " : ":");
            value(member.getValue(), level);
        } else {
            value(element, level);
        }
    }

    private void lineBreak(int level) {
        if (indent > 0) {
            out.append('\n').repeat(" ", indent * level);
        }
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            character(text.charAt(i));
        }
        out.append('"');
    }

    private void character(char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            default -> {
                if (c < ' ' || (ascii && c > '~')) {
                    out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                } else {
                    out.append(c);
                }
            }
        }
    }
}
