package io.github.bedrockbatch.config;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts environment variables into values: {@code ${NAME}} is the variable's value, {@code $$} is a dollar, a lone {@code $} stays. */
final class Environment {
    private static final Pattern REFERENCE = Pattern.compile("\\$(?:\\$|\\{([^}]*)(}?))");
    private static final String VARIABLE = "[A-Za-z_][A-Za-z0-9_]*";
    private static final Pattern NAME = Pattern.compile(VARIABLE);

    /** What a text matches whose references can all be read. It looks nowhere ahead, which Helm's JSON Schema cannot. */
    static final String READABLE = "^[^$]*(?:\\$(?:[^{]|\\{" + VARIABLE + "\\})[^$]*)*\\$?$";

    /** What is found in a text with a reference. */
    static final String REFERRING = "(?:^|[^$])(?:\\$\\$)*\\$\\{";

    private final Map<String, String> variables;

    Environment(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    String expand(String text) throws IllegalValueException {
        if (text.indexOf('$') < 0) {
            return text;
        }
        Matcher matcher = REFERENCE.matcher(text);
        StringBuilder expanded = new StringBuilder();
        while (matcher.find()) {
            String name = matcher.group(1);
            String value = name == null ? "$" : variable(name, !"".equals(matcher.group(2)));
            matcher.appendReplacement(expanded, Matcher.quoteReplacement(value));
        }
        return matcher.appendTail(expanded).toString();
    }

    /** Returns the spelling that {@link #expand} turns into {@code text}. */
    static String escape(String text) {
        return text.replace("$", "$$");
    }

    private String variable(String name, boolean closed) throws IllegalValueException {
        if (!closed || !NAME.matcher(name).matches()) {
            throw new IllegalValueException("must name an environment variable as ${NAME}; write $$ for a dollar");
        }
        String value = variables.get(name);
        if (value == null) {
            throw new IllegalValueException("must name an environment variable that is set; " + name + " is not");
        }
        return value;
    }
}
