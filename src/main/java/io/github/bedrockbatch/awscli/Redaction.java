package io.github.bedrockbatch.awscli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Takes secrets out of what is shown. */
final class Redaction {
    private static final Pattern USER_INFORMATION = Pattern.compile("//[^/@\\s]*@");
    private static final Set<String> SECRET_HEADERS =
            Set.of("authorization", "x-amz-security-token", "cookie", "set-cookie", "proxy-authorization");

    private Redaction() {}

    /** A text without the user information of its URLs. */
    static String of(String text) {
        return USER_INFORMATION.matcher(text).replaceAll("//***@");
    }

    /** Headers without the values of those that may hold secrets. */
    static Map<String, String> headers(Map<String, List<String>> headers) {
        Map<String, String> shown = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) -> shown.put(
                name, SECRET_HEADERS.contains(name.toLowerCase(Locale.ROOT)) ? "***" : String.join(", ", values)));
        return shown;
    }
}
