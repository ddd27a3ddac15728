package io.github.bedrockbatch.cli;

import io.github.bedrockbatch.config.ConfigException;
import io.github.bedrockbatch.web.ListenAddress;
import io.github.bedrockbatch.web.WebSecurity;
import io.github.bedrockbatch.web.WebSettings;
import io.github.bedrockbatch.webconfig.TlsConfig;
import io.github.bedrockbatch.webconfig.WebFile;
import java.util.List;
import java.util.Optional;

/** Where HTTP is served. */
final class WebOptions {
    private final Flag listenAddress = Flag.of(
            "--web.listen-address",
            "ADDRESS",
            ":9743",
            "Host and port, for example :9743 or [::1]:9743. Port 0 takes a free port.");

    private final Flag configFile = Flag.of(
            WebFile.FLAG,
            "FILE",
            "",
            "Web file: TLS, client certificates and Basic authentication. It has the format of Prometheus' exporter-toolkit.");

    private final Flag maxRequests = Flag.of(
            "--web.max-requests",
            "NUMBER",
            Integer.toString(WebSettings.DEFAULT_MAX_REQUESTS),
            "Maximum number of concurrent requests. Further requests get 503. Health and readiness probes are not"
                    + " counted.");

    /** Returns the options of who answers or asks one question at an address. */
    List<Flag> listening() {
        return List.of(listenAddress);
    }

    /** Returns the options of a daemon that anybody may ask. */
    List<Flag> serving() {
        return List.of(listenAddress, maxRequests);
    }

    /** Returns the options of a daemon. */
    List<Flag> securing() {
        return List.of(listenAddress, configFile, maxRequests);
    }

    /** Returns the options of who asks a daemon of which this is the web file. */
    List<Flag> asking() {
        return List.of(listenAddress, configFile);
    }

    /**
     * Returns how the daemon speaks TLS that is asked; empty if it does not.
     *
     * @throws ConfigException if the web file cannot be used
     */
    Optional<TlsConfig> tls() throws ConfigException {
        return configFile.isGiven() ? new WebFile(configFile.file()).read().tls() : Optional.empty();
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
     * @throws ConfigException if the web file, or what it names, cannot be used
     */
    WebSettings settings() throws ConfigException {
        ListenAddress address = address();
        int requests = number(maxRequests);
        return new WebSettings(address, requests, configFile.isGiven() ? WebSecurity.load(configFile.file()) : null);
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
