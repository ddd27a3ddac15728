package io.github.bedrockbatch.benchmark;

import io.github.bedrockbatch.simulator.Fleet;
import io.github.bedrockbatch.simulator.JobScript;
import io.github.bedrockbatch.simulator.Outcome;
import io.github.bedrockbatch.simulator.Simulator;
import io.github.bedrockbatch.simulator.SimulatorConfig;
import io.github.bedrockbatch.simulator.Timings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A simulated AWS in this process: some accounts in some regions, and jobs that run for days, spread evenly over them. */
final class SimulatedAws implements AutoCloseable {
    static final List<String> REGIONS = List.of(
            "us-east-1",
            "us-east-2",
            "us-west-2",
            "eu-west-1",
            "eu-west-2",
            "eu-central-1",
            "ap-south-1",
            "ap-northeast-1",
            "ap-southeast-1",
            "ap-southeast-2");

    private static final Timings FOR_DAYS =
            Timings.ofSeconds(20, 80, 600, Duration.ofDays(6).toSeconds(), 30);
    /** Jobs were submitted evenly over so long until now, so that all of them run. */
    private static final Duration SUBMITTED_WITHIN = Duration.ofDays(1);

    /** The youngest job changed before the hour in which a change that was not seen still counts as an event. */
    private static final Duration SEEN_LATE = Duration.ofHours(3);

    private final Simulator simulator;
    private final List<String> accounts;
    private final List<String> regions;

    private SimulatedAws(Simulator simulator, List<String> accounts, List<String> regions) {
        this.simulator = simulator;
        this.accounts = accounts;
        this.regions = regions;
    }

    /** Starts one with so many jobs in accounts × regions targets. */
    static SimulatedAws start(int accounts, int regions, int jobs) throws IOException {
        Simulator simulator = Simulator.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Fleet.empty(), InstantSource.system());
        List<String> ids = IntStream.range(0, accounts)
                .mapToObj(number -> Long.toString(Long.parseLong(SimulatorConfig.DEFAULT_ACCOUNT) + number))
                .toList();
        SimulatedAws aws = new SimulatedAws(simulator, ids, REGIONS.subList(0, regions));
        aws.addJobs(jobs);
        return aws;
    }

    Simulator simulator() {
        return simulator;
    }

    int targets() {
        return accounts.size() * regions.size();
    }

    /** Returns the configuration of an exporter that watches all of it. A single account is the caller's own. */
    String configuration(Duration interval) {
        String roles = accounts.size() == 1
                ? ""
                : accounts.stream()
                        .map(account -> "{role_arn: \"arn:aws:iam::" + account + ":role/bedrock-read\"}")
                        .collect(Collectors.joining(", ", ", accounts: [", "]"));
        return "poll: {interval: " + interval.toSeconds() + "s}\ndiscovery: [{regions: " + regions
                + "}]\naws: {endpoint_url: \"" + simulator.uri() + "\"" + roles + "}\n";
    }

    @Override
    public void close() {
        simulator.close();
    }

    private void addJobs(int jobs) {
        Instant now = Instant.now();
        for (int job = 0; job < jobs; job++) {
            Duration age = SEEN_LATE.plus(SUBMITTED_WITHIN.multipliedBy(job).dividedBy(jobs));
            simulator.add(JobScript.of(
                    accounts.get(job / regions.size() % accounts.size()),
                    regions.get(job % regions.size()),
                    "nightly-embedding-of-the-catalog-" + job,
                    Outcome.COMPLETED,
                    now.minus(age),
                    FOR_DAYS));
        }
    }
}
