package io.github.bedrockbatch.web.query;

import io.github.bedrockbatch.job.Target;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place of a target in the list of targets, which is in order of account and region.
 *
 * @param target the last one of a page
 */
public record TargetCursor(Target target) {
    /** An account and a region, as a regular expression. */
    public static final String PATTERN = "([0-9]{12}|unknown)\\.([a-z0-9-]{1,20})";

    private static final Pattern TEXT = Pattern.compile(PATTERN);

    static TargetCursor parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw BadParameterException.ofCursor(text);
        }
        return new TargetCursor(new Target(parts.group(1), parts.group(2)));
    }

    /** Returns what the client sends to go on from here. */
    public String text() {
        return target.accountId() + "." + target.region();
    }
}
