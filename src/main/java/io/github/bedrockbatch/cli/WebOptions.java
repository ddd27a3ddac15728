package io.github.bedrockbatch.cli;

import io.github.bedrockbatch.web.ListenAddress;
import java.util.List;
import picocli.CommandLine.Model.OptionSpec;

/** Where HTTP is served. */
final class WebOptions {
    private final OptionSpec listenAddress = OptionSpec.builder("--web.listen-address")
            .paramLabel("ADDRESS")
            .type(String.class)
            .defaultValue(":9743")
            .description(
                    "Host and port, such as :9743, 127.0.0.1:9743 or [::1]:9743; port 0 takes a free one. Default: ${DEFAULT-VALUE}.")
            .build();

    List<OptionSpec> all() {
        return List.of(listenAddress);
    }

    /** @throws IllegalArgumentException if it is none */
    ListenAddress address() {
        return ListenAddress.parse(listenAddress.getValue());
    }
}
