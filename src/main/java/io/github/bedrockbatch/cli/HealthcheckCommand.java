package io.github.bedrockbatch.cli;

import io.github.bedrockbatch.config.ConfigException;
import io.github.bedrockbatch.web.ListenAddress;
import io.github.bedrockbatch.web.tls.OwnClient;
import io.github.bedrockbatch.webconfig.TlsConfig;
import java.io.IOException;
import java.net.Proxy;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code healthcheck}: asks a running daemon's {@code /-/healthy} or {@code /-/ready}. */
final class HealthcheckCommand implements Command {
    private final WebOptions web = new WebOptions();
    private final Flag ready = Flag.ofSwitch(
            "--ready", "Asks whether the exporter is ready to be scraped, instead of whether it is healthy.");

    @Override
    public String description() {
        return "Asks a running exporter whether it is healthy. If the exporter has a web file, name the same file here. The"
                + " request then uses TLS and trusts only the certificate in the web file. It presents that certificate if"
                + " the exporter requires one.";
    }

    @Override
    public List<Group> groups() {
        return List.of(new Group("Exporter", web.asking()), new Group("Question", List.of(ready)));
    }

    @Override
    public List<String> examples() {
        return List.of("healthcheck", "healthcheck --web.listen-address=127.0.0.1:9743 --ready");
    }

    @Override
    public Map<String, String> exitCodes() {
        return Map.of(
                "0", "The exporter is healthy.",
                "1", "The exporter is not healthy, or could not be asked.",
                "2", "The command line is wrong.");
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
                address.reachable(address.port()).host(),
                address.port(),
                ready.isGiven() ? HealthProbe.READY : HealthProbe.HEALTHY);
    }
}
