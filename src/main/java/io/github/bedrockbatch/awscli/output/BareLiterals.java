package io.github.bedrockbatch.awscli.output;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Literals without quotes, such as {@code `Failed`}: an early JMESPath had them, the AWS CLI still takes them, and much of what is
 * written about it uses them.
 */
final class BareLiterals {
    /** An identifier in quotes, a raw string, or a literal: whatever may hold a backtick or begins with one. */
    private static final Pattern QUOTED =
            Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'|`((?:[^`\\\\]|\\\\.)*)`", Pattern.DOTALL);

    private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]+)?");
    private static final Set<String> WORDS = Set.of("true", "false", "null");

    private BareLiterals() {}

    /** The expression with quotes in each literal that is no JSON. */
    static String quoted(String expression) {
        return QUOTED.matcher(expression)
                .replaceAll(match -> Matcher.quoteReplacement(
                        match.group(1) == null || isJson(match.group(1).strip())
                                ? match.group()
                                : "`\"" + match.group(1).stripLeading() + "\"`"));
    }

    /** What begins as JSON is left to the parser, which names what is wrong with it. */
    private static boolean isJson(String literal) {
        return literal.isEmpty()
                || "\"[{".indexOf(literal.charAt(0)) >= 0
                || WORDS.contains(literal)
                || NUMBER.matcher(literal).matches();
    }
}
