package io.github.bedrockbatch.cli;

import io.github.bedrockbatch.Exporter;
import io.github.bedrockbatch.config.ConfigException;
import io.github.bedrockbatch.config.ConfigLoader;
import io.github.bedrockbatch.config.Configuration;
import io.github.bedrockbatch.simulator.Simulator;
import io.github.bedrockbatch.simulator.SimulatorConfig;
import io.github.bedrockbatch.web.WebServer;
import io.github.bedrockbatch.web.WebSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** {@code demo}: the daemon on a simulator in the same process. */
final class DemoCommand implements Command {
    private final WebOptions web = new WebOptions();
    private final LogOptions log = new LogOptions();

    @Override
    public String description() {
        return "Runs the exporter on simulated jobs. It needs no AWS account and no configuration.";
    }

    @Override
    public List<Group> groups() {
        return List.of(new Group("HTTP", web.serving()), new Group("Log", log.all()));
    }

    @Override
    public List<String> examples() {
        return List.of("demo", "demo --web.listen-address=127.0.0.1:0 --log.format=logfmt");
    }

    @Override
    public Integer call() throws Exception {
        Signals.takeOver();
        Signals.endAtHangup();
        WebSettings settings = web.settings();
        log.check();
        return SqlitePreload.beside(() -> run(settings));
    }

    private int run(WebSettings settings) throws IOException, ConfigException, InterruptedException {
        surroundings();
        WebServer.setLimits();
        InstantSource clock = InstantSource.system();
        InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        Simulator simulator = Simulator.start(loopback, SimulatorConfig.demo(clock.instant()), clock);
        Configuration configuration =
                new ConfigLoader(region -> true).load(configuration(simulator.uri()), "demo", Map.of());
        Exporter exporter = new Exporter(configuration, settings, clock, Map.of());
        return Daemon.run(exporter, simulator, log, DemoCommand::introduce, () -> {});
    }

    private static String configuration(URI simulator) {
        return "poll: {interval: 1s, max_requests_per_second: 50}\n"
                + "discovery: [{regions: [us-east-1, us-west-2]}]\n"
                + "aws: {endpoint_url: \"" + simulator + "\"}\n"
                + "store: {type: memory}\n";
    }

    private static void introduce(int port) {
        System.out.printf("""
                Simulated batch inference jobs begin, run, and end in every way within a minute. In another terminal:

                  curl -s http://127.0.0.1:%s/metrics | grep -E '^bedrock_batch_job(s|_transitions_total)\\{.* [1-9]'

                Each line below is one transition, as a log pipeline gets it. Ctrl-C ends it.
                %n""", port);
    }

    /** Sets credentials, of which the simulator takes any, and no proxy, because none leads to this process. */
    private static void surroundings() {
        System.setProperty("http.nonProxyHosts", "*");
        System.setProperty("aws.accessKeyId", "simulated");
        System.setProperty("aws.secretAccessKey", "simulated");
    }
}
