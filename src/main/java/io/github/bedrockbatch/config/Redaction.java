package io.github.bedrockbatch.config;

import java.util.Set;
import java.util.regex.Pattern;

/** Keeps secrets out of what is printed: user information in URLs, passwords in their queries, and values that are secret as a whole. */
final class Redaction {
    static final String REDACTED = "<redacted>";
    private static final Set<String> SECRET_KEYS = Set.of("external_id");
    private static final Pattern USER_INFORMATION = Pattern.compile("(//)[^/?#\\s\"]*@");
    private static final Pattern URL_KEY = Pattern.compile("url|sqs_queues");
    private static final Pattern UP_TO_LAST_AT = Pattern.compile("(?s)^((?:[A-Za-z0-9+.-]+:){0,3}+//)?.*@");
    private static final Pattern PASSWORD = Pattern.compile("(?i)(pass(?:word)?=)[^&]*");

    private Redaction() {}

    /** As {@link #redact}, for a value that may be wrong: in what should be a URL, all before the last {@code @} may be a password. */
    static String redactUnread(String path, String value) {
        String redacted = redact(path, value);
        return URL_KEY.matcher(path).find()
                ? UP_TO_LAST_AT.matcher(redacted).replaceFirst("$1" + REDACTED + "@")
                : redacted;
    }

    /** {@code value} of the key at {@code path}, without what is secret in it. */
    static String redact(String path, String value) {
        if (SECRET_KEYS.contains(path.substring(path.lastIndexOf('.') + 1))) {
            return REDACTED;
        }
        // Passwords go first: one with an @ in it would pass for user information, and be shown from there on.
        String withoutPassword = PASSWORD.matcher(value).replaceAll("$1" + REDACTED);
        return USER_INFORMATION.matcher(withoutPassword).replaceAll("$1" + REDACTED + "@");
    }
}
