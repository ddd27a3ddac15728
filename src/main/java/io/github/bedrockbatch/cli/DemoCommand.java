package io.github.bedrockbatch.cli;

import io.github.bedrockbatch.Exporter;
import io.github.bedrockbatch.config.ConfigException;
import io.github.bedrockbatch.config.Configuration;
import io.github.bedrockbatch.demo.DemoConfiguration;
import io.github.bedrockbatch.demo.DemoPast;
import io.github.bedrockbatch.simulator.Fleet;
import io.github.bedrockbatch.simulator.Simulator;
import io.github.bedrockbatch.simulator.SimulatorConfig;
import io.github.bedrockbatch.web.WebServer;
import io.github.bedrockbatch.web.WebSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

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
        Instant start = clock.instant();
        InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        Fleet fleet = Fleet.demo(start);
        Simulator simulator = Simulator.start(loopback, SimulatorConfig.demo(start), clock);
        Configuration configuration = DemoConfiguration.of(simulator.uri());
        Exporter exporter = new Exporter(configuration, settings, clock, Map.of());
        IntConsumer introduction = port -> {
            introduce(exporter.scheme() + "://" + settings.address().reachable(port));
            exporter.recordPast(store -> DemoPast.record(store, fleet, start));
        };
        return Daemon.run(exporter, simulator, log, introduction, () -> {});
    }

    private static void introduce(String url) {
        System.out.printf("""
                The exporter watches simulated batch inference jobs. Open in a browser:

                  %1$s/        the fleet
                  %1$s/jobs    its jobs

                In another terminal:

                  curl -s '%1$s/api/v1/jobs?status=Failed'
                  curl -s %1$s/metrics | grep -E '^bedrock_batch_job(s|_transitions_total)\\{.* [1-9]'

                It starts with a journal of the last 25 hours. This history is made up. It holds what polls would have seen.
                New jobs begin, run, and end in every way within a minute, sixty times as fast as real ones. Others take hours. One
                will not finish before it expires.

                The commands on the page of a job need the job's account as the access key, for example:

                  export AWS_ACCESS_KEY_ID=123456789012 AWS_SECRET_ACCESS_KEY=simulated

                Each line below is an event from now on: a transition, final record counts, or tokens. Ctrl-C ends it.
                %n""", url);
    }

    /** Sets credentials, of which the simulator takes any, and no proxy, because none leads to this process. */
    private static void surroundings() {
        System.setProperty("http.nonProxyHosts", "*");
        System.setProperty("aws.accessKeyId", "simulated");
        System.setProperty("aws.secretAccessKey", "simulated");
    }
}
