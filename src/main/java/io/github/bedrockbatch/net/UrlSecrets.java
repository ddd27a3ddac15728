package io.github.bedrockbatch.net;

import java.util.regex.Pattern;

/** Takes out of texts what URLs may hold of secrets: user information, and the values of parameters such as {@code token}. */
public final class UrlSecrets {
    /** What stands in place of a secret. */
    public static final String REDACTED = "<redacted>";

    private static final String SECRET_PARAMETER =
            "(?i)((?:[?&][^=&?\\s]*(?:pwd|secret|token|key|signature|credential|auth)[^=&?\\s]*|pass(?:word)?)=)";
    private static final Pattern IN_VALUE = Pattern.compile(SECRET_PARAMETER + "[^&]*");
    private static final Pattern IN_TEXT = Pattern.compile(SECRET_PARAMETER + "[^&\\s\"]*");
    private static final Pattern USER_INFORMATION = Pattern.compile("(//)[^/?#\\s\"]*@");

    private static final Pattern UP_TO_LAST_AT = Pattern.compile("(?s)^((?:[A-Za-z0-9+.-]+:){0,3}+//)?.*@");

    private UrlSecrets() {}

    /** Redacts a text in which URLs stand among words. */
    public static String inText(String text) {
        return redact(IN_TEXT, text);
    }

    /** Redacts a text that should be one URL as a whole, so that even a secret with a space in it goes. */
    public static String inValue(String value) {
        return redact(IN_VALUE, value);
    }

    /** Redacts a value that could not be read as a URL: everything before its last @ may be a password. */
    public static String inUnread(String value) {
        return UP_TO_LAST_AT.matcher(inValue(value)).replaceFirst("$1" + REDACTED + "@");
    }

    /** Parameters go first: one with an @ in it would pass for user information, and be shown from there on. */
    private static String redact(Pattern parameters, String text) {
        String withoutParameters = parameters.matcher(text).replaceAll("$1" + REDACTED);
        return USER_INFORMATION.matcher(withoutParameters).replaceAll("$1" + REDACTED + "@");
    }
}
