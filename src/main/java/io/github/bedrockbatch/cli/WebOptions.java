package io.github.bedrockbatch.cli;

import io.github.bedrockbatch.web.ListenAddress;
import picocli.CommandLine.Option;

/** Where HTTP is served. */
final class WebOptions {
    @Option(
            names = "--web.listen-address",
            paramLabel = "ADDRESS",
            defaultValue = ":9743",
            description =
                    "Host and port, such as :9743, 127.0.0.1:9743 or [::1]:9743; port 0 takes a free one. Default: ${DEFAULT-VALUE}.")
    private String listenAddress = ":9743";

    /** @throws IllegalArgumentException if it is none */
    ListenAddress address() {
        return ListenAddress.parse(listenAddress);
    }
}
