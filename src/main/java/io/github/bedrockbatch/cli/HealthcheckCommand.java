package io.github.bedrockbatch.cli;

import io.github.bedrockbatch.web.ListenAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
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
        return HealthProbe.run(host(address), address.port());
    }

    /** Returns whom to ask: a daemon that listens on every interface answers on the loopback of the same family. */
    static String host(ListenAddress address) {
        InetAddress resolved = address.socketAddress().getAddress();
        if (resolved == null || !resolved.isAnyLocalAddress()) {
            return address.host();
        }
        return resolved instanceof Inet6Address ? "::1" : "127.0.0.1";
    }
}
