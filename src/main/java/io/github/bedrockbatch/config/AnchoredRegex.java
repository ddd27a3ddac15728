package io.github.bedrockbatch.config;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * A regular expression that must match the whole text, as in Prometheus; RE2's syntax, in linear time.
 *
 * @param source the expression as configured
 * @param pattern the same, compiled and anchored
 */
public record AnchoredRegex(String source, Pattern pattern) {
    static final int MAX_LENGTH = 1000;
    private static final int MAX_REPEAT = 1000;

    /** Compiles and anchors {@code source}; throws {@link IllegalArgumentException} with the rule when it is no RE2. */
    public static AnchoredRegex of(String source) {
        try {
            return parse(source);
        } catch (IllegalValueException e) {
            throw new IllegalArgumentException('"' + source + "\": " + e.rule(), e);
        }
    }

    static AnchoredRegex parse(String source) throws IllegalValueException {
        if (source.isEmpty() || source.length() > MAX_LENGTH) {
            throw new IllegalValueException("must be a regular expression of 1 to " + MAX_LENGTH + " characters");
        }
        if (RepeatCount.largest(source) > MAX_REPEAT) {
            throw new IllegalValueException(
                    "must not repeat anything more than " + MAX_REPEAT + " times, nested repeats multiplied");
        }
        try {
            Pattern.compile(source);
            return new AnchoredRegex(source, Pattern.compile("^(?s:" + source + ")$"));
        } catch (PatternSyntaxException e) {
            throw new IllegalValueException("must be a regular expression in RE2's syntax; " + reason(e));
        }
    }

    /** Returns what is wrong. RE2/J has no words of its own for a parenthesis that closes nothing. */
    private static String reason(PatternSyntaxException e) {
        String reason = e.getDescription();
        return reason.contains("internal error") ? "a closing parenthesis has no opening one" : reason;
    }

    /** Returns whether the whole of {@code text} matches. */
    public boolean matches(String text) {
        return pattern.matches(text);
    }
}
