package io.github.bedrockbatch;

import io.github.bedrockbatch.config.ConfigException;
import io.github.bedrockbatch.config.ConfigLoader;
import io.github.bedrockbatch.config.Configuration;
import io.github.bedrockbatch.simulator.Fleet;
import io.github.bedrockbatch.simulator.Simulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A simulated AWS for one process that discovers many accounts, each by a role, in many regions. */
abstract class ManyTargetsFixture {
    final Simulator simulator;

    ManyTargetsFixture() throws IOException {
        simulator = Simulator.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Fleet.empty(), InstantSource.system());
    }

    @BeforeEach
    void setCredentials() {
        System.setProperty("aws.accessKeyId", "AKIDEXAMPLE");
        System.setProperty("aws.secretAccessKey", "very-secret");
        System.setProperty("aws.region", "us-east-1");
    }

    @AfterEach
    void close() {
        simulator.close();
        List.of("aws.accessKeyId", "aws.secretAccessKey", "aws.region").forEach(System::clearProperty);
    }

    /** Returns a configuration of as many accounts in these regions, with further keys in YAML's flow style. */
    Configuration configuration(int accounts, List<String> regions, String further) throws ConfigException {
        String roles = IntStream.rangeClosed(1, accounts)
                .mapToObj(account -> String.format(Locale.ROOT, "{role_arn: 'arn:aws:iam::%012d:role/r'}", account))
                .collect(Collectors.joining(", "));
        return new ConfigLoader(regions::contains)
                .load(
                        "{discovery: [{regions: " + regions + "}], aws: {endpoint_url: '" + simulator.uri()
                                + "', accounts: [" + roles + "]}, " + further + "}",
                        "c.yml",
                        Map.of());
    }
}
