package io.github.bedrockbatch.web.tls;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The canonical spelling of IPv6 addresses, RFC 5952. */
final class Ipv6Text {
    private static final Pattern ZEROS = Pattern.compile("(?:^|:)0(?::0)+(?=:|$)");

    private Ipv6Text() {}

    /** Returns an address of eight groups without leading zeros with the first of its longest runs of zeros left out. */
    static String compressed(String groups) {
        MatchResult longest = null;
        Matcher matcher = ZEROS.matcher(groups);
        while (matcher.find()) {
            if (longest == null || zeros(matcher.group()) > zeros(longest.group())) {
                longest = matcher.toMatchResult();
            }
        }
        if (longest == null) {
            return groups;
        }
        String tail = groups.substring(longest.end());
        return groups.substring(0, longest.start()) + (tail.isEmpty() ? "::" : ":" + tail);
    }

    private static long zeros(String run) {
        return run.chars().filter(c -> c == '0').count();
    }
}
