package io.github.bedrockbatch.logging;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a line of {@code key=value} pairs as the parsers of logfmt do; what is no such line is an error. */
final class LogfmtReader {
    private static final Pattern PAIR =
            Pattern.compile("([^\\s=\"]+)=(?:\"((?:[^\"\\\\\\p{Cc}]|\\\\.)*+)\"|([^\\s=\"\\\\]+))(?: |\n\\z)");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u([0-9a-f]{4})|(.))");

    private LogfmtReader() {}

    static Map<String, String> read(String line) {
        Map<String, String> pairs = new LinkedHashMap<>();
        Matcher matcher = PAIR.matcher(line);
        int end = 0;
        while (end < line.length()) {
            if (!matcher.find(end) || matcher.start() != end) {
                throw new AssertionError(line.substring(end) + ": must begin with a pair");
            }
            String quoted = matcher.group(2);
            String value = quoted == null ? matcher.group(3) : unescaped(quoted);
            if (pairs.put(matcher.group(1), value) != null) {
                throw new AssertionError(matcher.group(1) + ": must be there once");
            }
            end = matcher.end();
        }
        return pairs;
    }

    private static String unescaped(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(escape -> Matcher.quoteReplacement(
                        escape.group(1) == null
                                ? letter(escape.group(2).charAt(0))
                                : String.valueOf((char) Integer.parseInt(escape.group(1), 16))));
    }

    private static String letter(char c) {
        return switch (c) {
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            default -> String.valueOf(c);
        };
    }
}
