package io.github.bedrockbatch.config;

import io.github.bedrockbatch.net.UrlSecrets;
import java.util.Set;
import java.util.regex.Pattern;

/** Keeps secrets out of what is printed: what URLs may hold of them, and values that are secret as a whole. */
final class Redaction {
    static final String REDACTED = UrlSecrets.REDACTED;
    private static final Set<String> SECRET_KEYS = Set.of("external_id");
    private static final Pattern URL_KEY = Pattern.compile("url|sqs_queues");

    private Redaction() {}

    /** Does the same for a value that may be wrong: in what should be a URL, all before the last {@code @} may be a password. */
    static String redactUnread(String path, String value) {
        String redacted = redact(path, value);
        return URL_KEY.matcher(path).find() ? UrlSecrets.inUnread(redacted) : redacted;
    }

    /** Returns the value of the key at {@code path}, without what is secret in it. */
    static String redact(String path, String value) {
        if (SECRET_KEYS.contains(path.substring(path.lastIndexOf('.') + 1))) {
            return REDACTED;
        }
        return UrlSecrets.inValue(value);
    }
}
