package io.github.bedrockbatch;

import io.github.bedrockbatch.simulator.Faults;
import io.github.bedrockbatch.simulator.Fleet;
import io.github.bedrockbatch.simulator.JobScript;
import io.github.bedrockbatch.simulator.Simulator;
import io.github.bedrockbatch.simulator.SimulatorConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Collectors;

/** A simulated AWS without jobs, in which roles let the exporter into some accounts. */
final class SimulatedAccounts implements AutoCloseable {
    static final String CALLER = SimulatorConfig.DEFAULT_ACCOUNT;
    static final String ONE = "111111111111";
    static final String TWO = "222222222222";

    private final Simulator simulator;

    /** @param externalIds of the accounts' roles, empty where none is asked for */
    SimulatedAccounts(Map<String, String> externalIds) throws IOException {
        Map<String, String> roles = externalIds.entrySet().stream()
                .collect(Collectors.toMap(account -> role(account.getKey()), Map.Entry::getValue));
        simulator = Simulator.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                SimulatorConfig.of(Fleet.empty()).withRoles(roles),
                InstantSource.system());
    }

    /** The role of an account. */
    static String role(String account) {
        return "arn:aws:iam::" + account + ":role/bedrock-read";
    }

    /** Its endpoint. */
    URI uri() {
        return simulator.uri();
    }

    /** The rules by which its requests go wrong. */
    Faults faults() {
        return simulator.faults();
    }

    void add(JobScript script) {
        simulator.add(script);
    }

    @Override
    public void close() {
        simulator.close();
    }
}
