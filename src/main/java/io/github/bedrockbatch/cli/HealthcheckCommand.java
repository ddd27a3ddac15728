package io.github.bedrockbatch.cli;

import io.github.bedrockbatch.config.ConfigException;
import io.github.bedrockbatch.web.ListenAddress;
import io.github.bedrockbatch.web.tls.OwnClient;
import io.github.bedrockbatch.webconfig.TlsConfig;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code healthcheck}: asks a running daemon's {@code /-/healthy} or {@code /-/ready}. */
final class HealthcheckCommand implements Command {
    private final WebOptions web = new WebOptions();
    private final Flag ready = Flag.ofSwitch("--ready", "Asks whether it is ready to be scraped, instead of healthy.");

    @Override
    public String description() {
        return "Asks a running exporter whether it is healthy: exits 0 if it is, else 1. With the exporter's web file it"
                + " speaks TLS, trusts exactly the certificate that the file names, and shows it if one is required.";
    }

    @Override
    public List<Flag> flags() {
        return Stream.concat(web.asking().stream(), Stream.of(ready)).toList();
    }

    /** Exits with 1 also for files and addresses that cannot be used: Docker knows no other failure. */
    @Override
    public Integer call() throws IOException {
        try {
            return ask();
        } catch (ConfigException | IllegalArgumentException e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }

    private int ask() throws ConfigException, IOException {
        ListenAddress address = web.address();
        Optional<TlsConfig> tls = web.tls();
        Socket socket = tls.isPresent() ? OwnClient.socket(tls.get()) : new Socket(Proxy.NO_PROXY);
        return HealthProbe.run(
                socket,
                tls.isPresent() ? "https" : "http",
                host(address),
                address.port(),
                ready.isGiven() ? HealthProbe.READY : HealthProbe.HEALTHY);
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
