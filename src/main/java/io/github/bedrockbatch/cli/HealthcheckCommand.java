package io.github.bedrockbatch.cli;

import io.github.bedrockbatch.web.ListenAddress;
import java.util.List;

/** {@code healthcheck}: asks a running daemon's {@code /-/healthy}. */
final class HealthcheckCommand implements Command {
    private final WebOptions web = new WebOptions();

    @Override
    public String description() {
        return "Asks a running exporter whether it is healthy: exits 0 if it is, else 1.";
    }

    @Override
    public List<Flag> flags() {
        return web.listening();
    }

    @Override
    public Integer call() {
        ListenAddress address = web.address();
        boolean every = address.host().isEmpty() || address.host().equals("0.0.0.0");
        return HealthProbe.run(every ? "127.0.0.1" : address.host(), address.port());
    }
}
