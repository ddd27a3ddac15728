package io.github.bedrockbatch.webconfig;

import io.github.bedrockbatch.net.UrlSecrets;
import java.util.Set;
import java.util.regex.Pattern;

/** Keeps passwords' hashes and private keys out of errors, also where they stand at the wrong place of a web file. */
final class WebRedaction {
    private static final Pattern SHOWN = Pattern.compile("(?:tls_server_config|http_server_config|rate_limit)\\..+");
    private static final Set<String> SECRET = Set.of("cert", "key", "client_ca");
    private static final Pattern LIKE_A_SECRET = Pattern.compile("\\$2|PRIVATE|BEGIN|\\R");
    private static final int MAX_LENGTH = 200;

    private WebRedaction() {}

    /** Returns what an error may show of a value. */
    static String redact(String path, String value) {
        boolean shown = SHOWN.matcher(path).matches()
                && !SECRET.contains(path.substring(path.lastIndexOf('.') + 1))
                && value.length() <= MAX_LENGTH
                && !LIKE_A_SECRET.matcher(value).find();
        return shown ? value : UrlSecrets.REDACTED;
    }
}
