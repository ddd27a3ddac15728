package io.github.bedrockbatch.cli;

import io.github.bedrockbatch.web.ListenAddress;
import io.github.bedrockbatch.web.WebSettings;
import java.util.List;

/** Where HTTP is served. */
final class WebOptions {
    private final Flag listenAddress = Flag.of(
            "--web.listen-address",
            "ADDRESS",
            ":9743",
            "Host and port, such as :9743, 127.0.0.1:9743 or [::1]:9743; port 0 takes a free one.");

    private final Flag maxRequests = Flag.of(
            "--web.max-requests",
            "NUMBER",
            Integer.toString(WebSettings.DEFAULT_MAX_REQUESTS),
            "Maximum number of concurrent requests, not counting health and readiness probes. Others get 503.");

    /** Returns the options of who answers or asks one question at an address. */
    List<Flag> listening() {
        return List.of(listenAddress);
    }

    /** Returns the options of a daemon. */
    List<Flag> serving() {
        return List.of(listenAddress, maxRequests);
    }

    /**
     * Returns the address.
     *
     * @throws IllegalArgumentException if the option's value is not an address
     */
    ListenAddress address() {
        return ListenAddress.parse(listenAddress.shown());
    }

    /**
     * Returns how HTTP is served.
     *
     * @throws IllegalArgumentException if an option's value is not valid
     */
    WebSettings settings() {
        return new WebSettings(address(), number(maxRequests));
    }

    private static int number(Flag flag) {
        try {
            int number = Integer.parseInt(flag.value());
            if (number >= 1 && number <= WebSettings.MAX_REQUESTS) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below: the rule is the same for whatever is wrong.
        }
        throw new IllegalArgumentException(flag.shown() + ": must be a whole number from 1 to "
                + WebSettings.MAX_REQUESTS + ": change " + flag.name());
    }
}
