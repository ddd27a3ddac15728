package io.github.bedrockbatch.awscli;

import io.github.bedrockbatch.net.UrlSecrets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Takes secrets out of the headers that are shown. */
final class Redaction {
    private static final Set<String> SECRET_HEADERS = Set.of(
            "authorization",
            "x-amz-security-token",
            "x-amz-sso_bearer_token",
            "cookie",
            "set-cookie",
            "proxy-authorization");

    private Redaction() {}

    /** Headers without the values of those that may hold secrets. */
    static Map<String, String> headers(Map<String, List<String>> headers) {
        Map<String, String> shown = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) -> shown.put(
                name,
                SECRET_HEADERS.contains(name.toLowerCase(Locale.ROOT))
                        ? UrlSecrets.REDACTED
                        : String.join(", ", values)));
        return shown;
    }
}
