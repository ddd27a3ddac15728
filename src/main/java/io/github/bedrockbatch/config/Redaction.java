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
    private static final Pattern PASSWORD = Pattern.compile("(?i)(pass(?:word)?=)[^&;\\s\"]*");

    private Redaction() {}

    /** As {@link #redact}, for a value that may be wrong: in what should be a URL, all before the last {@code @} may be a password. */
    static String redactUnread(String path, String value) {
        String start =
                URL_KEY.matcher(path).find() ? UP_TO_LAST_AT.matcher(value).replaceFirst("$1" + REDACTED + "@") : value;
        return redact(path, start);
    }

    /** {@code value} of the key at {@code path}, without what is secret in it. */
    static String redact(String path, String value) {
        if (SECRET_KEYS.contains(path.substring(path.lastIndexOf('.') + 1))) {
            return REDACTED;
        }
        String withoutUser = USER_INFORMATION.matcher(value).replaceAll("$1" + REDACTED + "@");
        return PASSWORD.matcher(withoutUser).replaceAll("$1" + REDACTED);
    }
}
